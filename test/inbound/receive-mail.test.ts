import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuildHeldMail } from '#core/inbound/rebuild-held-mail.ts';
import { MAILS_PER_HOUR } from '#core/inbound/too-many.ts';
import { contactOf } from '#core/mail/contact.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { mailTo } from '#test/core/mail/world.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { blockSender } from '#test/inbound/block-sender.ts';
import { incoming, keyOf, receivingDesk } from './receiving-desk.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const stranger = { name: 'Sam', address: 'sam@elsewhere.example' };
const dmarc = { dmarc: 'pass' } as const;

describe('a reply of the customer', () => {
  it('becomes a message, reopens the ticket and says whether its sender is proven', async () => {
    const desk = await receivingDesk(engine);
    await addMessage(desk.world, exampleTicket.id, {
      kind: 'reply',
      author: authorNamed('Dana'),
      body: 'Done.',
      close: true,
    });
    const to = [desk.replyTo()];
    expect(await desk.receive(incoming(), { to })).toEqual({ outcome: 'message', ticketId: exampleTicket.id });
    await desk.receive(incoming({ text: 'And now?' }), { to, verdicts: dmarc });
    expect(await desk.ticket()).toMatchObject({ status: 'open', latestCustomerVersion: 4, version: 4 });
    expect(await desk.entries()).toMatchObject([
      { kind: 'reply', author: { type: 'agent' } },
      { kind: 'reply', author: { type: 'customer' }, body: 'It still does not work.', mail: { isVerified: false } },
      { body: 'And now?', mail: { isVerified: true, isForwarded: false, wasHeld: false, from: 'user@example.com' } },
    ]);
  });

  it('is taken once, however often it arrives', async () => {
    const desk = await receivingDesk(engine);
    const told = { id: 'ses-1', to: [desk.replyTo()] };
    const all = await Promise.all([1, 2, 3].map(() => desk.receive(incoming(), told)));
    await desk.receive(incoming(), told);
    expect(new Set(all.map(({ outcome }) => outcome))).toEqual(new Set(['message']));
    expect(await desk.entries()).toHaveLength(1);
  });

  it('finds its ticket by the desk’s mail that it replies to, whatever address it was sent to', async () => {
    const desk = await receivingDesk(engine);
    const references = ['other@mail.example', desk.replyTo().toUpperCase()];
    expect(await desk.receive(incoming({ references }), { to: ['hello@reply.example.com'] })).toMatchObject({
      outcome: 'message',
    });
  });

  it('is accepted with the key before the last rotation, and not with an older one', async () => {
    const desk = await receivingDesk(engine);
    const outcomes = await Promise.all(
      ['1', '0', '2'].map((id) => desk.receive(incoming(), { to: [desk.replyTo(exampleTicket, keyOf(id))] })),
    );
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['message', 'message', 'held']);
  });

  it('is accepted from their latest address, too', async () => {
    const desk = await receivingDesk(engine);
    const email = 'new@example.com';
    const contact = { userId: exampleTicket.userId, email, creditsPurchased: 5, at: '2026-11-24T09:00:00.000000000Z' };
    await desk.contacts.keep(contact);
    const mail = incoming({ from: { name: null, address: 'New@Example.com' } });
    await desk.receive(mail, { to: [desk.replyTo()] });
    expect(await desk.entries()).toMatchObject([{ mail: { isForwarded: false } }]);
  });
});

describe('a reply of somebody else to the customer’s address', () => {
  it('is accepted as forwarded if its sender is proven', async () => {
    const desk = await receivingDesk(engine);
    await desk.receive(incoming({ from: stranger }), { to: [desk.replyTo()], verdicts: dmarc });
    expect(await desk.entries()).toMatchObject([
      { mail: { from: stranger.address, isForwarded: true, isVerified: true } },
    ]);
  });

  it('is held if not', async () => {
    const desk = await receivingDesk(engine);
    const told = { to: [desk.replyTo()] };
    expect(await desk.receive(incoming({ from: stranger }), told)).toEqual({
      outcome: 'held',
      reason: 'unverified_sender',
    });
    expect(await desk.entries()).toEqual([]);
    expect(await desk.heldNow()).toMatchObject([
      { from: stranger.address, name: 'Sam', ticketId: exampleTicket.id, text: 'It still does not work.' },
    ]);
  });
});

describe('an automatic mail', () => {
  it('is stored for agents and changes nothing', async () => {
    const desk = await receivingDesk(engine);
    await addMessage(desk.world, exampleTicket.id, {
      kind: 'reply',
      author: authorNamed('Dana'),
      body: 'Done.',
      close: true,
    });
    const before = await desk.ticket();
    const mail = incoming({
      automatic: 'auto_reply',
      text: 'I am on holiday.',
      from: { name: null, address: 'mailer@example.org' },
    });
    expect(await desk.receive(mail, { to: [desk.replyTo()] })).toMatchObject({ outcome: 'automatic' });
    const { version, updatedAt, ...after } = await desk.ticket();
    expect(before).toMatchObject(after);
    expect(await desk.entries()).toMatchObject([{}, { kind: 'mail_automatic', body: 'I am on holiday.', changes: [] }]);
  });

  it('marks the mail that a delivery report names as bounced, and no other', async () => {
    const desk = await receivingDesk(engine);
    const mail = mailTo(exampleTicket.userEmail, exampleTicket, 'confirmation');
    const lease = { id: 'lease', until: '2026-11-24T11:00:00Z' };
    await desk.ledger.claim(mail, lease, '2026-11-24T10:00:00Z');
    await desk.ledger.settle(mail, lease, { state: 'sent', at: '2026-11-24T10:00:00Z' }, 'ses-7');
    const report = { recipient: 'user@example.com', action: 'failed', status: '5.1.1', references: [] };
    const arrives = (messageId: string, action = 'failed') =>
      desk.receive(incoming({ automatic: 'bounce', from: null, report: { ...report, action, messageId } }), {
        to: [desk.replyTo()],
      });
    await arrives('ses-8@eu-central-1.amazonses.com');
    await arrives('ses-7@eu-central-1.amazonses.com', 'delayed');
    expect(await desk.ledger.latest(mail)).toMatchObject({ state: 'sent' });
    await arrives('ses-7@eu-central-1.amazonses.com');
    expect(await desk.ledger.latest(mail)).toMatchObject({
      state: 'bounced',
      detail: expect.stringContaining('5.1.1'),
    });
  });

  it('is held if it replies to nothing', async () => {
    const desk = await receivingDesk(engine);
    const mail = incoming({ automatic: 'auto_reply' });
    expect(await desk.receive(mail, { to: ['hi@reply.example.com'], verdicts: dmarc })).toEqual({
      outcome: 'held',
      reason: 'automatic',
    });
  });
});

describe('a mail that replies to nothing', () => {
  const told = { to: ['hello@reply.example.com'], verdicts: dmarc };

  it('is a new ticket of the customer whose address it is, with their newest snapshots', async () => {
    const desk = await receivingDesk(engine);
    const mail = incoming({ subject: 'Another\r\nthing', text: 'Where is my invoice?' });
    const received = await desk.receive(mail, { ...told, id: 'ses-9' });
    expect(received).toEqual(await desk.receive(mail, { ...told, id: 'ses-9' }));
    if (received.outcome !== 'ticket') throw new Error('It is no ticket.');
    const { userId, userEmail, supportTier, creditsPurchased } = exampleTicket;
    expect(await desk.ticket(received.ticketId)).toMatchObject({
      ...{ userId, userEmail, supportTier, creditsPurchased, subject: 'Another thing', version: 1 },
      ...{ message: 'Where is my invoice?', status: 'open', mail: { id: 'ses-9', isVerified: true } },
    });
    expect(desk.announced).toHaveLength(1);
  });

  it.each([
    ['from somebody else', { from: stranger }, {}, {}, 'not_a_customer'],
    ['without DMARC', {}, { verdicts: {} }, {}, 'unverified_sender'],
    ['where new tickets are off', {}, {}, { newTickets: 'off' }, 'new_tickets_off'],
    ['without a sender', { from: null }, {}, {}, 'unverified_sender'],
    ['without anything in it', { text: ' \n ' }, {}, {}, 'empty'],
    ['that is spam', {}, { verdicts: { ...dmarc, spam: 'fail' } }, {}, 'spam'],
    ['with a virus', {}, { verdicts: { ...dmarc, virus: 'fail' } }, {}, 'virus'],
  ] as const)('is held %s', async (_, mail, changed, settings, reason) => {
    const desk = await receivingDesk(engine, settings);
    expect(await desk.receive(incoming(mail), { ...told, ...changed })).toEqual({ outcome: 'held', reason });
    expect(await desk.heldNow()).toMatchObject([{ reason, expiresAt: '2026-12-24T10:00:00.000000000Z' }]);
    expect(await desk.due()).toMatchObject([{ kind: 'held_mail', at: '2026-12-24T10:00:00.000000000Z' }]);
  });
});

describe('held are also', () => {
  it('forged reply addresses, even of a ticket that exists', async () => {
    const desk = await receivingDesk(engine);
    const [local = ''] = desk.replyTo().split('@');
    const last = local.at(-1) === '0' ? '1' : '0';
    for (const forged of [`${local.slice(0, -1)}${last}`, 're-', 're-1abc', `${local}0`]) {
      expect(await desk.receive(incoming(), { to: [`${forged}@reply.example.com`], verdicts: dmarc })).toEqual({
        outcome: 'held',
        reason: 'forged_address',
      });
    }
  });

  it('replies about a ticket that doesn’t exist', async () => {
    const desk = await receivingDesk(engine);
    const to = [desk.replyTo({ id: 'abc12345-0000-4000-8000-000000000001' })];
    expect(await desk.receive(incoming(), { to })).toEqual({ outcome: 'held', reason: 'unknown_ticket' });
  });

  it('mails of an address that an agent blocked', async () => {
    const desk = await receivingDesk(engine);
    await blockSender(desk, 'USER@example.com');
    expect(await desk.receive(incoming(), { to: [desk.replyTo()] })).toEqual({ outcome: 'held', reason: 'blocked' });
  });

  it('kept in mind by a rebuild of the views: each has its end', async () => {
    const desk = await receivingDesk(engine);
    for (const _ of [1, 2, 3]) await desk.receive(incoming({ from: stranger }), { to: [desk.replyTo()] });
    const due = await desk.due();
    expect(due).toHaveLength(3);
    for (const entry of due) await desk.dueStore.remove(entry);
    await rebuildHeldMail({ held: desk.held, due: desk.dueStore });
    expect(await desk.due()).toEqual(due);
  });

  it(`more than ${MAILS_PER_HOUR} an hour that name no sender, like delivery reports`, async () => {
    const desk = await receivingDesk(engine);
    const outcomes: string[] = [];
    for (let mail = 0; mail < MAILS_PER_HOUR + 2; mail += 1) {
      const report = incoming({ automatic: 'bounce', from: null });
      outcomes.push((await desk.receive(report, { to: [desk.replyTo()] })).outcome);
    }
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(2);
  });

  it('unreadable ones, with the cause', async () => {
    const desk = await receivingDesk(engine);
    expect(await desk.receive('It has no end.', { to: [desk.replyTo()] })).toEqual({
      outcome: 'held',
      reason: 'unreadable',
    });
    expect(await desk.heldNow()).toMatchObject([{ remarks: ['It has no end.'], from: null }]);
  });

  it(`more than ${MAILS_PER_HOUR} an hour from one address, and again none in the next hour`, async () => {
    const desk = await receivingDesk(engine);
    const outcomes: string[] = [];
    for (let mail = 0; mail < MAILS_PER_HOUR + 2; mail += 1) {
      outcomes.push((await desk.receive(incoming(), { id: `ses-${mail}`, to: [desk.replyTo()] })).outcome);
    }
    // One that was added before, and arrives again, stays added.
    outcomes.push(
      (await desk.receive(incoming(), { id: 'ses-3', to: [desk.replyTo()], at: '2026-11-24T10:00:00Z' })).outcome,
    );
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(2);
    expect(await desk.entries()).toHaveLength(MAILS_PER_HOUR);
    expect((await desk.receive(incoming(), { to: [desk.replyTo()], at: '2026-11-24T11:00:00Z' })).outcome).toBe(
      'message',
    );
  });
});

describe('a mail that arrives again', () => {
  it('stays the ticket that it became, whatever else its sender has sent since, and is not held, too', async () => {
    const desk = await receivingDesk(engine);
    const first = await desk.receive(incoming(), { id: 'ses-1', verdicts: dmarc });
    for (let mail = 0; mail < MAILS_PER_HOUR; mail += 1) await desk.receive(incoming(), { to: [desk.replyTo()] });
    expect(await desk.receive(incoming(), { id: 'ses-1', verdicts: dmarc })).toEqual(first);
    await blockSender(desk, 'user@example.com');
    expect(await desk.receive(incoming(), { id: 'ses-1', verdicts: dmarc })).toEqual(first);
    expect((await desk.heldNow()).map(({ mailId }) => mailId)).not.toContain('ses-1');
  });

  it('stays held, although its sender may send more in the next hour, or is a customer by now', async () => {
    const desk = await receivingDesk(engine);
    const at = '2026-11-24T10:59:00Z';
    const mail = (id: string) => desk.receive(incoming(), { id, to: [desk.replyTo()], at });
    for (let one = 1; one <= MAILS_PER_HOUR; one += 1) await mail(`ses-${one}`);
    const held = await mail('one too many');
    await desk.receive(incoming(), { to: [desk.replyTo()], at: '2026-11-24T11:00:00Z' });
    expect(await mail('one too many')).toEqual(held);
    const asStranger = () => desk.receive(incoming({ from: stranger }), { id: 'ses-0', verdicts: dmarc });
    expect(await asStranger()).toMatchObject({ reason: 'not_a_customer' });
    await desk.contacts.keep({ ...contactOf(exampleTicket), email: stranger.address, at: '2026-12-01T00:00:00Z' });
    expect(await asStranger()).toMatchObject({ reason: 'not_a_customer' });
    expect(await desk.entries()).toHaveLength(MAILS_PER_HOUR + 1);
    expect(await desk.heldNow()).toHaveLength(2);
  });
});
