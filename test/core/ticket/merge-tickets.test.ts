import { describe, expect, it } from 'vitest';
import { addMessage } from '#core/ticket/add-message.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { MAX_MERGED, mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { changeWorld } from './change-world.ts';

const dana = agentNamed('Dana');
const old: Ticket = { ...exampleTicket, id: '0a000000-0000-4000-8000-000000000000' };
const survivor: Ticket = {
  ...exampleTicket,
  id: '0b000000-0000-4000-8000-000000000000',
  createdAt: '2026-11-22T10:00:00.000000000Z',
};
const third: Ticket = { ...survivor, id: '0c000000-0000-4000-8000-000000000000' };

/** Returns a world in which these tickets are stored, with short names for what is done there. */
function desk(...tickets: readonly Ticket[]) {
  const held = changeWorld(...tickets);
  const get = ({ id }: Ticket) => held.tickets.get(id) ?? expect.fail('The ticket is gone.');
  const world = held.world as typeof held.world & Parameters<typeof unmergeTicket>[0];
  return {
    ...held,
    get,
    merge: (ticket: Ticket, into: Ticket) => mergeTickets(world, ticket.id, into.id, dana),
    unmerge: (ticket: Ticket) => unmergeTicket(world, ticket.id, dana),
    write: (ticket: Ticket, body: string, idempotencyKey?: string) =>
      addMessage(world, ticket.id, { kind: 'reply', author: authorNamed('Dana'), body, idempotencyKey }),
    close: (ticket: Ticket) => changeFields(world, ticket.id, { status: 'closed' }, dana),
    reopen: (ticket: Ticket) => changeFields(world, ticket.id, { status: 'open' }, dana),
  };
}

describe('a merge', () => {
  it('closes one ticket, and makes the other awaiting and unread with the latest message of both', async () => {
    const { merge, get, entriesOf } = desk(old, { ...survivor, status: 'closed', closedAt: survivor.updatedAt });
    const merged = await merge(old, survivor);
    expect(merged).toMatchObject({
      status: 'closed',
      statusBeforeClosing: 'open',
      mergedInto: { id: survivor.id, createdAt: survivor.createdAt, wasOpen: true },
      version: 2,
    });
    expect(get(survivor)).toMatchObject({
      status: 'open',
      closedAt: null,
      merged: [old.id],
      latestMessage: { author: { type: 'customer' }, preview: old.message, createdAt: old.createdAt },
      latestCustomerVersion: 2,
    });
    expect(entriesOf(old.id)).toMatchObject([
      {
        kind: 'change',
        author: { name: 'Dana' },
        changes: [{ field: 'status' }, { field: 'merged_into', from: null, to: survivor.id }],
      },
    ]);
    expect(entriesOf(survivor.id)).toMatchObject([
      { kind: 'change', changes: [{ field: 'status' }, { field: 'merged', from: [], to: [old.id] }] },
    ]);
  });

  it('ends the snooze of the closed one, and wakes the other if it now awaits an answer', async () => {
    const later = '2027-01-01T10:00:00.000000000Z';
    const { merge, get, entriesOf } = desk({ ...old, snoozedUntil: later }, { ...survivor, snoozedUntil: later });
    expect(await merge(old, survivor)).toMatchObject({ snoozedUntil: null });
    expect(get(survivor).snoozedUntil).toBeNull();
    const ended = { field: 'snoozed_until', from: later, to: null };
    for (const { id } of [old, survivor]) expect(entriesOf(id)[0]?.changes).toContainEqual(ended);
    const answered = { author: authorNamed('Dana'), preview: 'Done.', createdAt: old.createdAt };
    const quiet = desk({ ...old, latestMessage: answered }, { ...survivor, snoozedUntil: later });
    await quiet.merge(old, survivor);
    expect(quiet.get(survivor).snoozedUntil).toBe(later);
  });

  it('stops the time of the closed one, and is no first reply for the other', async () => {
    const at = Date.parse(old.createdAt);
    const due = { replyDueAt: at, resolveDueAt: at, repliedAt: null, pausedAt: null };
    const targets = { calendar: null, replyWithin: 1, resolveWithin: 1, ...due };
    const answered = { author: authorNamed('Dana'), preview: 'Done.', createdAt: '2026-11-23T22:00:00.000000000Z' };
    const { merge, get } = desk({ ...old, latestMessage: answered, targets }, { ...survivor, targets });
    expect((await merge(old, survivor)).targets?.pausedAt).toBeGreaterThan(at);
    expect(get(survivor)).toMatchObject({ latestMessage: answered, targets: { repliedAt: null } });
  });

  it('leaves a survivor alone that is newer and more open, and a ticket read that was answered', async () => {
    const answered: Ticket = {
      ...old,
      status: 'in_progress',
      latestMessage: { author: authorNamed('Dana'), preview: 'Done.', createdAt: old.createdAt },
    };
    const { merge, get } = desk(answered, { ...survivor, createdAt: '2026-11-23T22:00:00.000000000Z' });
    await merge(old, survivor);
    expect(get(survivor)).toMatchObject({ status: 'open', latestMessage: null, latestCustomerVersion: 1 });
  });

  it.each([
    ['merged ticket', old.id],
    ['survivor', survivor.id],
  ])(
    'leaves the conversation open if the customer waits in the %s, although an agent wrote later in the other',
    async (_, waiting) => {
      const answered = { author: authorNamed('Dana'), preview: 'Done.', createdAt: '2026-11-24T09:00:00.000000000Z' };
      const one = (ticket: Ticket): Ticket => ({
        ...{ ...ticket, status: 'in_progress' },
        latestMessage: ticket.id === waiting ? null : answered,
      });
      const { merge, get } = desk(one(old), one(survivor));
      await merge(old, survivor);
      expect(get(survivor)).toMatchObject({ status: 'open', latestMessage: answered });
    },
  );

  it('is done once: again it changes nothing, and elsewhere it is refused with the survivor’s id', async () => {
    const { merge, entries } = desk(old, survivor, third);
    const merged = await merge(old, survivor);
    expect(await merge(old, survivor)).toEqual(merged);
    expect(entries).toHaveLength(2);
    const members = { merged_into: survivor.id };
    await expect(merge(old, third)).rejects.toMatchObject({ refusal: 'ticket_merged', members });
    await expect(merge(third, old)).rejects.toMatchObject({ refusal: 'ticket_merged', members });
  });

  it('is refused with itself, another customer’s, none, that of a survivor, and one too many', async () => {
    const strangers: Ticket = { ...third, userId: 'another' };
    const full = Array.from({ length: MAX_MERGED }, () => third.id);
    const { merge, entries } = desk(old, strangers, { ...survivor, merged: full });
    for (const into of [old, strangers, { ...third, id: 'none' }, survivor]) {
      await expect(merge(old, into)).rejects.toMatchObject({ refusal: 'invalid_fields' });
    }
    await expect(merge(survivor, old)).rejects.toMatchObject({ refusal: 'invalid_fields' });
    expect(entries).toEqual([]);
  });
});

describe('a merged ticket', () => {
  it('sends what is written to it to the survivor, each request once, even after the end of the merge', async () => {
    const { merge, write, get, entriesOf, world } = desk(old, survivor);
    const first = await write(old, 'Before.', 'first');
    await merge(old, survivor);
    const second = await write(old, 'After.', 'second');
    expect(second.ticket).toMatchObject({ id: survivor.id, latestMessage: { preview: 'After.' } });
    expect(await write(old, 'Before.', 'first')).toEqual({ ticket: second.ticket, message: first.message });
    expect(await write(old, 'After.', 'second')).toEqual(second);
    // Its latest message is newer than the merged one's, so that nothing is read to find another.
    await unmergeTicket(world as never, old.id, dana);
    expect(await write(old, 'After.', 'second')).toEqual({ ticket: get(survivor), message: second.message });
    expect(entriesOf(old.id).map(({ body }) => body)).toEqual(['Before.', undefined, undefined]);
  });

  it('can’t be changed otherwise, but closed, which it is', async () => {
    const { merge, close, reopen } = desk(old, survivor);
    const merged = await merge(old, survivor);
    expect(await close(old)).toEqual({ ticket: merged, entry: undefined });
    await expect(reopen(old)).rejects.toMatchObject({ members: { merged_into: survivor.id } });
  });
});
