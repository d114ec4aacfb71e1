import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Agent } from '#core/agents/agent.ts';
import { acceptHeldMail } from '#core/inbound/accept-held-mail.ts';
import { REPLY_MARKER } from '#core/mail/messages.ts';
import { recordTrouble } from '#core/mail/record-trouble.ts';
import { mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { mailTo } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { incoming, receivingDesk } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const old = exampleTicket;
const dana: Agent = { ...agentNamed('Dana'), email: 'dana@example.com' };
const eve = agentNamed('Eve');

/** A desk on which Eve merged the example ticket into another one. */
async function merged() {
  const desk = await receivingDesk(engine);
  desk.members.team = { version: 1, agents: [dana, eve] };
  const survivor: Ticket = { ...exampleTicket, id: randomUUID() };
  await desk.world.tickets.add(survivor);
  await mergeTickets(desk.world, old.id, survivor.id, eve);
  return {
    ...desk,
    survivor,
    bodies: async ({ id }: Ticket) => (await desk.entries(id)).flatMap(({ body }) => body ?? []),
  };
}

it('a mail to a merged ticket goes to the survivor, with its files, once, even if it arrives again after the end of the merge', async () => {
  const { survivor, bodies, files, world, ...desk } = await merged();
  const told = { id: 'ses-1', to: [desk.replyTo(old)] };
  const attachments = [
    { name: 'a.txt', type: 'text/plain', content: new Uint8Array([1]), contentId: null, inline: false },
  ];
  await Promise.all([1, 2].map(() => desk.receive(incoming({ attachments }), told)));
  expect(await bodies(survivor)).toEqual(['It still does not work.']);
  const [, message] = await desk.entries(survivor.id);
  expect(files.has(`${survivor.id}/${message?.attachments?.[0]?.id}`)).toBe(true);
  expect(await desk.ticket(survivor.id)).toMatchObject({ status: 'open', latestCustomerVersion: 3 });
  await unmergeTicket(world, old.id, eve);
  await desk.receive(incoming({ attachments }), told);
  expect(await bodies(old)).toEqual([]);
  expect(await bodies(survivor)).toHaveLength(1);
  await desk.receive(incoming({ text: 'And now?' }), { to: [desk.replyTo(old)] });
  expect(await bodies(old)).toEqual(['And now?']);
});

/** A desk as above, on which Dana can answer what told her of a version of the merged ticket. */
async function answered(version = 1) {
  const desk = await merged();
  const token = '0123456789abcdef0123456789abcdef';
  const expiresAt = '2026-12-24T10:00:00Z';
  await desk.agentReplies.add(token, { agentId: dana.id, ticketId: old.id, version, expiresAt });
  const answer = (text: string) =>
    incoming({
      from: { name: 'Dana', address: 'dana@example.com' },
      text: `${text}\n\n${REPLY_MARKER}\n\nA customer replied:\n`,
    });
  const told = { to: [`ag-${token}@reply.example.com`], verdicts: { dmarc: 'pass' } } as const;
  return { ...desk, reply: (text: string) => desk.receive(answer(text), told) };
}

it('an agent’s mail about the ticket before the merge is sent from the survivor, or closes that', async () => {
  const { survivor, bodies, reply, ...desk } = await answered();
  await reply('Try version 3.');
  expect(await desk.entries(survivor.id)).toMatchObject([
    {},
    { kind: 'reply', author: { name: 'Dana' }, body: 'Try version 3.' },
  ]);
  await reply('/close');
  expect(await desk.ticket(survivor.id)).toMatchObject({ status: 'closed' });
  expect(await bodies(old)).toEqual([]);
});

it('an agent’s mail about the ticket before the merge is kept if somebody has written to either since, and says that they read nothing of the survivor', async () => {
  const { survivor, reply, world, ...desk } = await answered(2);
  await desk.receive(incoming({ text: 'And now?' }), { to: [desk.replyTo(old)] });
  await reply('/close');
  expect((await desk.entries(survivor.id)).at(-1)).toMatchObject({
    kind: 'mail_unsent',
    mail: { reply: { unsent: 'overtaken', version: 1 } },
  });
  expect(await desk.ticket(survivor.id)).toMatchObject({ status: 'open' });
  await reply('/note\nHm.');
  expect((await desk.entries(survivor.id)).at(-1)).toMatchObject({ kind: 'note' });
});

it('held mail that is accepted for a merged ticket, and a bounce of its mail, are the survivor’s', async () => {
  const { survivor, bodies, world, ledger, ...desk } = await merged();
  const stranger = { name: 'Sam', address: 'sam@elsewhere.example' };
  await desk.receive(incoming({ from: stranger, text: 'From Sam.' }), { to: [desk.replyTo(old)] });
  const [held] = await desk.heldNow();
  const ticket = await acceptHeldMail({ ...world, held: desk.held, team: desk.members.team }, held?.id ?? '', old.id);
  expect(ticket.id).toBe(survivor.id);
  expect(await bodies(survivor)).toEqual(['From Sam.']);
  const mail = mailTo(old.userEmail, old, 'confirmation', 1);
  await recordTrouble({ ...world, ledger }, { mail, problem: 'bounced', addresses: [], detail: 'Permanent' });
  expect(await desk.ticket(survivor.id)).toMatchObject({ mailProblem: 'bounced' });
});
