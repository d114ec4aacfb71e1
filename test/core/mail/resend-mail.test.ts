import { describe, expect, it } from 'vitest';
import { type DeliveryState, deliveryStates } from '#core/mail/delivery.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { byAgent } from '#core/ticket/author.ts';
import { MAX_ATTEMPTS } from '#core/ticket/change-ticket.ts';
import type { MessageDraft } from '#core/ticket/message.ts';
import { hasUnseen } from '#core/ticket/unseen.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { contested } from '#test/core/ticket/memory-store.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { mailTo, mailWorld } from './world.ts';

const id = ticket.id;
const dana = agentNamed('Dana');
const at = ticket.createdAt;
const draft: MessageDraft = { kind: 'reply', author: byAgent(dana), body: 'Try again.' };
const NEW = 'new@example.com';

/** A ticket with a reply, whose mail to the customer is in a state; undefined if there is none. */
async function replied(state: DeliveryState | undefined, changes: Partial<MessageDraft> = {}) {
  const world = mailWorld(ticket);
  const { message } = await addMessage(world, id, { ...draft, ...changes });
  const mail = mailTo('user@example.com', ticket, 'reply', message.version);
  if (state) world.memory.put({ mail, delivery: { state, at } });
  return { world, message, mail };
}

describe('sending a mail again', () => {
  it.each(['failed', 'unknown'] as const)('queues one that is %s, and records who asked for it', async (state) => {
    const { world, message, mail } = await replied(state);
    const delivery = await resendMail(world, id, message.id, dana);
    expect(delivery).toEqual({ state: 'queued', at: expect.any(String) });
    expect(world.deliveryOf(mail)).toEqual(delivery);
    expect(world.entries.slice(1)).toEqual([
      {
        id: expect.any(String),
        version: 3,
        kind: 'mail_resent',
        author: authorNamed('Dana'),
        createdAt: delivery.at,
        changes: [],
        resends: message.version,
      },
    ]);
  });

  it('changes nothing of the ticket but its version', async () => {
    const { world, message } = await replied('failed');
    const before = await world.tickets.get(id);
    const { at: updatedAt } = await resendMail(world, id, message.id, dana);
    expect(await world.tickets.get(id)).toEqual({ ...before, updatedAt, version: 3 });
  });

  it('is no reason for another agent to look again before they act', async () => {
    const { world, message } = await replied('failed');
    await resendMail(world, id, message.id, dana);
    expect(hasUnseen(agentNamed('Eve'), world.entries.slice(1))).toBe(false);
  });

  it('is refused on a desk that sends none, for nothing would send it', async () => {
    const { world, message } = await replied('failed');
    const asked = resendMail({ ...world, sendsMail: false }, id, message.id, dana);
    await expect(asked).rejects.toMatchObject({ refusal: 'mail_not_resendable', message: 'This desk sends no mail.' });
    expect(world.entries).toHaveLength(1);
  });

  it('of the confirmation goes by the ticket’s own id', async () => {
    const world = mailWorld(ticket);
    const mail = mailTo('user@example.com', ticket, 'confirmation');
    world.memory.put({ mail, delivery: { state: 'failed', at } });
    await resendMail(world, id, id, dana);
    expect(world.deliveryOf(mail)?.state).toBe('queued');
    expect(world.entries).toMatchObject([{ kind: 'mail_resent', resends: 1 }]);
  });

  it('queues it to the address that the customer has now', async () => {
    const { world, message, mail } = await replied('failed');
    world.known.set(ticket.userId, {
      userId: ticket.userId,
      email: NEW,
      creditsPurchased: 1,
      at: '2026-11-24T09:00:00.000000000Z',
    });
    await resendMail(world, id, message.id, dana);
    expect(world.deliveryOf(mail)?.state).toBe('failed');
    expect(world.deliveryOf(mailTo(NEW, ticket, 'reply', message.version))?.state).toBe('queued');
  });

  it('takes a mail whose sending did not end in its time for one in doubt', async () => {
    const { world, message, mail } = await replied(undefined);
    await world.ledger.claim(mail, { id: 'a', until: '2026-11-24T10:01:00.000Z' }, at);
    await expect(resendMail(world, id, message.id, dana)).rejects.toMatchObject({ refusal: 'mail_not_resendable' });
    world.time.now += 61_000;
    expect((await resendMail(world, id, message.id, dana)).state).toBe('queued');
  });
});

describe('sending a mail again is refused', () => {
  const others = deliveryStates.filter((state) => state !== 'failed' && state !== 'unknown');

  it.each([...others, undefined])('of a mail that is %s', async (state) => {
    const { world, message } = await replied(state);
    await expect(resendMail(world, id, message.id, dana)).rejects.toMatchObject({ refusal: 'mail_not_resendable' });
    expect(world.entries).toHaveLength(1);
    expect((await world.tickets.get(id))?.version).toBe(2);
  });

  it.each([
    ['a note', { kind: 'note' }],
    ['a customer’s reply', { author: { type: 'customer' } }],
  ] as const)('of %s, about which no customer was mailed', async (_, changes) => {
    const { world, message } = await replied(undefined, changes);
    await expect(resendMail(world, id, message.id, dana)).rejects.toMatchObject({ refusal: 'mail_not_resendable' });
  });

  it('of a ticket or a message that does not exist, or is another ticket’s', async () => {
    const { world, message } = await replied('failed');
    const other = { ...ticket, id: 'def67890-0000-4000-8000-000000000000' };
    await world.tickets.add(other);
    for (const [ticketId, messageId] of [
      ['nobody', message.id],
      ['nobody', 'nobody'],
      [id, 'nobody'],
      [other.id, message.id],
      [id, other.id],
    ] as const) {
      await expect(resendMail(world, ticketId, messageId, dana)).rejects.toMatchObject({ refusal: 'not_found' });
    }
  });

  it('to all but one of those who ask at once', async () => {
    const { world, message } = await replied('unknown');
    const asking = ['Dana', 'Eve', 'Ann'].map((name) => resendMail(world, id, message.id, agentNamed(name)));
    const outcomes = await Promise.allSettled(asking);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(world.entries.slice(1)).toHaveLength(1);
  });

  it('after too many others changed the ticket at once; then nothing is queued', async () => {
    const { world, message, mail } = await replied('failed');
    const { tickets } = contested({ store: world.tickets }, MAX_ATTEMPTS);
    const resending = resendMail({ ...world, tickets }, id, message.id, dana);
    await expect(resending).rejects.toMatchObject({ refusal: 'contended' });
    expect(world.deliveryOf(mail)?.state).toBe('failed');
  });
});
