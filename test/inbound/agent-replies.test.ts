import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '#core/agents/agent.ts';
import { acceptHeldMail } from '#core/inbound/accept-held-mail.ts';
import { MAILS_PER_HOUR } from '#core/inbound/too-many.ts';
import { REPLY_MARKER } from '#core/mail/messages.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { incoming, receivingDesk, type Told } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const token = '0123456789abcdef0123456789abcdef';
const to = [`ag-${token}@reply.example.com`];
const dana: Agent = { ...agentNamed('Dana'), email: 'Dana@Example.com' };
const answer = (text: string) => `${text}\n\n${REPLY_MARKER}\n\nA customer replied:\n`;
const dmarc = { dmarc: 'pass' } as const;

/** A desk whose agent Dana got a mail about a version of the ticket. */
async function desk(version = 1) {
  const desk = await receivingDesk(engine);
  desk.members.team = { version: 1, agents: [dana, agentNamed('Eve')] };
  const expiresAt = '2026-12-24T10:00:00Z';
  await desk.agentReplies.add(token, { agentId: dana.id, ticketId: exampleTicket.id, version, expiresAt });
  return {
    ...desk,
    reply: (text: string, changes: Parameters<typeof incoming>[0] = {}, told: Told = {}) =>
      desk.receive(incoming({ from: { name: 'Dana', address: 'dana@example.com' }, text, ...changes }), {
        to,
        verdicts: dmarc,
        ...told,
      }),
  };
}

describe('an agent’s reply by mail', () => {
  it('is sent as theirs, moves the ticket and assigns it, once', async () => {
    const { reply, entries, ticket } = await desk();
    const told = { id: 'ses-1' };
    const text = answer('Try version 3.');
    const all = await Promise.all([1, 2, 3].map(() => reply(text, {}, told)));
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['message']));
    expect(await entries()).toMatchObject([
      {
        kind: 'reply',
        author: { type: 'agent', id: dana.id, name: 'Dana' },
        body: 'Try version 3.',
        mail: { isForwarded: false, isVerified: true, reply: { version: 1, unsent: null } },
      },
    ]);
    expect(await ticket()).toMatchObject({ status: 'in_progress', assignee: { id: dana.id } });
  });

  it('is sent once although a server delivers the same mail again, and the agent is gone by then', async () => {
    const { reply, entries, members, heldNow } = await desk();
    const mail = { messageId: 'same@example.com' };
    await reply(answer('Try version 3.'), mail);
    await reply(answer('Try version 3.'), mail);
    await reply(answer('Or version 4.'), mail);
    members.team = { version: 2, agents: [{ ...dana, isActive: false }] };
    await reply(answer('Try version 3.'), mail);
    expect((await entries()).map(({ body }) => body)).toEqual(['Try version 3.', 'Or version 4.']);
    expect(await heldNow()).toEqual([]);
  });

  it('closes the ticket with /close, with a text and without, and leaves a note with /note', async () => {
    const { reply, entries, ticket } = await desk();
    await reply(answer('/note\nAsk Eve first.'));
    expect(await ticket()).toMatchObject({ status: 'open' });
    await reply(answer('/close\nSolved in version 3.'));
    expect(await ticket()).toMatchObject({ status: 'closed' });
    expect(await entries()).toMatchObject([
      { kind: 'note', body: 'Ask Eve first.' },
      { kind: 'reply', body: 'Solved in version 3.', changes: [{ field: 'status' }, { field: 'assignee' }] },
    ]);
    const other = await desk();
    await other.reply(answer('/close'));
    expect(await other.ticket()).toMatchObject({ status: 'closed' });
    expect(await other.entries()).toMatchObject([{ kind: 'change', author: { id: dana.id } }]);
  });

  it('has the files of the mail, pictures in its text too, whether it is sent or kept; not a mail’s own signature', async () => {
    const { reply, entries, files } = await desk();
    const file = { name: 'a.txt', type: 'text/plain', contentId: null, inline: false, content: Buffer.from('a') };
    const screenshot = { ...file, name: 'pasted.png', contentId: 'pasted@example.com', inline: true };
    const signature = { ...file, name: 'smime.p7s', type: 'application/pkcs7-signature' };
    await reply(answer('See the files.'), { attachments: [file, screenshot, signature] });
    await reply('No marker.', { attachments: [file] });
    expect(await entries()).toMatchObject([
      { kind: 'reply', attachments: [{ name: 'a.txt' }, { name: 'pasted.png' }] },
      { kind: 'mail_unsent', attachments: [{ name: 'a.txt' }] },
    ]);
    expect(files.size).toBe(3);
  });

  it('closes nothing over a file that nobody would get, but with a picture of a signature', async () => {
    const { reply, entries, ticket } = await desk();
    const file = { name: 'a.pdf', type: 'application/pdf', contentId: null, inline: false, content: Buffer.from('a') };
    await reply(answer('/close'), { attachments: [file] });
    expect(await entries()).toMatchObject([
      { kind: 'mail_unsent', attachments: [{ name: 'a.pdf' }], mail: { reply: { unsent: 'unclear' } } },
    ]);
    expect(await ticket()).toMatchObject({ status: 'open' });
    await reply(answer('/close'), { attachments: [{ ...file, name: 'logo.png', type: 'image/png', inline: true }] });
    expect(await ticket()).toMatchObject({ status: 'closed' });
  });

  it('comes from their address in whichever spelling', async () => {
    const { reply, entries, members } = await desk();
    members.team = { version: 2, agents: [{ ...dana, email: 'dana@bücher.example' }] };
    await reply(answer('Try version 3.'), { from: { name: null, address: 'dana@xn--bcher-kva.example' } });
    expect(await entries()).toMatchObject([{ kind: 'reply', author: { id: dana.id } }]);
  });

  it('finds its ticket by the mail that it replies to', async () => {
    const { reply, entries } = await desk();
    await reply(answer('Try version 3.'), { references: to }, { to: ['hello@reply.example.com'] });
    expect(await entries()).toMatchObject([{ author: { id: dana.id } }]);
  });
});

describe('an agent’s mail that must not be sent unseen', () => {
  const unsent = (reason: string, also: object = {}) => ({
    kind: 'mail_unsent',
    author: { id: dana.id },
    changes: [],
    mail: { reply: { unsent: reason } },
    ...also,
  });

  it('is kept on the ticket without the marker, and changes nothing', async () => {
    const { reply, entries, ticket } = await desk();
    const before = await ticket();
    expect(await reply('Try version 3.')).toMatchObject({ outcome: 'message' });
    expect(await entries()).toMatchObject([unsent('no_marker', { body: 'Try version 3.' })]);
    const { version, updatedAt, ...after } = await ticket();
    expect(before).toMatchObject(after);
  });

  it('is kept after the customer or a colleague wrote, but not after a colleague’s note', async () => {
    const other = await desk();
    await addMessage(other.world, exampleTicket.id, { kind: 'note', author: authorNamed('Eve'), body: 'Hm.' });
    await other.reply(answer('Try version 3.'));
    expect((await other.entries()).at(-1)).toMatchObject({ kind: 'reply' });
    const { world, reply, entries, ticket } = await desk();
    await addMessage(world, exampleTicket.id, { kind: 'reply', author: { type: 'customer' }, body: 'It works now.' });
    await reply(answer('/close\nTry version 3.'));
    expect((await entries()).at(-1)).toMatchObject(unsent('overtaken'));
    expect(await ticket()).toMatchObject({ status: 'open' });
    const note = answer('/note\nNobody is asked to read a note first.');
    await reply(note);
    expect((await entries()).at(-1)).toMatchObject({ kind: 'note' });
  });

  it('is put aside as automatic if a program wrote it', async () => {
    const { reply, entries, ticket } = await desk();
    expect(await reply(answer('I am away.'), { automatic: 'auto_reply' })).toMatchObject({ outcome: 'automatic' });
    expect(await entries()).toMatchObject([{ kind: 'mail_automatic', author: { type: 'system' } }]);
    expect(await ticket()).toMatchObject({ status: 'open', assignee: null });
  });
});

describe('a mail to an agent’s address is held', () => {
  it.each([
    ['from another address', { from: { name: null, address: 'mallory@example.com' } }, {}, 'not_the_agent'],
    ['without proof of its sender', {}, { verdicts: { dmarc: 'gray' } }, 'unverified_sender'],
    ['after thirty days', {}, { at: '2026-12-24T10:00:01Z' }, 'expired_address'],
    ['with an unknown token', {}, { to: [`ag-${'f'.repeat(32)}@reply.example.com`] }, 'expired_address'],
    ['with half a token', {}, { to: ['ag-0123@reply.example.com'] }, 'forged_address'],
  ] as const)('%s', async (_, changes, told, reason) => {
    const { reply, entries } = await desk();
    expect(await reply(answer('Pay me.'), changes, told)).toEqual({ outcome: 'held', reason });
    expect(await entries()).toEqual([]);
  });

  it('once the agent is deactivated, or has no email', async () => {
    const { reply, members } = await desk();
    members.team = { version: 2, agents: [{ ...dana, isActive: false }] };
    expect(await reply(answer('Still here.'))).toEqual({ outcome: 'held', reason: 'not_the_agent' });
    members.team = { version: 3, agents: [{ ...dana, email: null }] };
    expect(await reply(answer('Still here.'))).toEqual({ outcome: 'held', reason: 'not_the_agent' });
  });

  it('after twenty in an hour', async () => {
    const { reply, entries } = await desk();
    for (let count = 1; count <= MAILS_PER_HOUR; count += 1) await reply(answer(`/note\n${count}`));
    expect(await reply(answer('/note\nOne more.'))).toEqual({ outcome: 'held', reason: 'too_many' });
    expect(await entries()).toHaveLength(MAILS_PER_HOUR);
  });

  it.each([
    [
      'a message of the customer’s if it is theirs',
      { address: exampleTicket.userEmail },
      [dana],
      { kind: 'reply', author: { type: 'customer' } },
    ],
    [
      'an agent’s that isn’t sent, also before the team is known',
      { address: 'dana@example.com' },
      [],
      { kind: 'mail_unsent', author: { id: dana.id } },
    ],
  ])('and becomes %s when it is accepted', async (_, from, agents, entry) => {
    const { reply, entries, heldNow, world, held } = await desk();
    await reply(answer('It works now.'), { from: { name: null, ...from } }, { verdicts: { dmarc: 'gray' } });
    await acceptHeldMail(
      { ...world, held, team: { version: 1, agents } },
      (await heldNow())[0]?.id ?? '',
      exampleTicket.id,
    );
    expect(await entries()).toMatchObject([entry]);
  });

  it.each([
    ['spam', { verdicts: { ...dmarc, spam: 'fail' } }],
    ['expired_address', { at: '2026-12-24T10:00:01Z' }],
  ] as const)('as %s, and is still the agent’s when it is accepted', async (reason, told) => {
    const { reply, entries, heldNow, world, held, members } = await desk();
    expect(await reply(answer('Try version 3.'), {}, told)).toEqual({ outcome: 'held', reason });
    await acceptHeldMail({ ...world, held, team: members.team }, (await heldNow())[0]?.id ?? '', exampleTicket.id);
    expect(await entries()).toMatchObject([{ kind: 'mail_unsent', author: { id: dana.id } }]);
  });

  it('and stays automatic when it is accepted', async () => {
    const { reply, entries, heldNow, world, held, members } = await desk();
    for (let count = 1; count <= MAILS_PER_HOUR; count += 1)
      await world.senders.count('dana@example.com', `${count}`, '2026-11-24T10:00:00Z');
    expect(await reply(answer('I am away.'), { automatic: 'auto_reply' })).toMatchObject({ reason: 'too_many' });
    await acceptHeldMail({ ...world, held, team: members.team }, (await heldNow())[0]?.id ?? '', exampleTicket.id);
    expect(await entries()).toMatchObject([{ kind: 'mail_automatic', author: { type: 'system' } }]);
  });

  it('and never becomes a message of the customer’s when it is accepted', async () => {
    const { reply, entries, heldNow, world, held, ticket, members } = await desk();
    await reply(answer('Pay me.'), {}, { verdicts: { dmarc: 'gray' } });
    const [mail] = await heldNow();
    if (!mail) throw new Error('Nothing was held.');
    await acceptHeldMail({ ...world, held, team: members.team }, mail.id, mail.ticketId ?? undefined);
    expect(await entries()).toMatchObject([
      { kind: 'mail_unsent', mail: { wasHeld: true, reply: { unsent: 'held' } } },
    ]);
    expect(await ticket()).toMatchObject({
      status: 'open',
      latestCustomerVersion: exampleTicket.latestCustomerVersion,
    });
  });
});
