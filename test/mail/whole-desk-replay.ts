import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Entry } from '#core/ticket/entry.ts';
import { type Fields, fieldsOf, type Histories, latestIn } from './whole-desk-histories.ts';
import type { Written } from './whole-desk-past.ts';
import { expectTargets } from './whole-desk-targets.ts';

/** The most that the clocks of two machines differ, in milliseconds. */
const SKEW = 3000;

/** A snooze is until a time to come, and ends at that time, or at once when the customer writes or the ticket is closed. */
function expectSnoozed({ author, kind, createdAt, changes }: Entry, now: Fields): void {
  if (author.type === 'customer' && kind === 'reply')
    expect(now).toMatchObject({ status: 'open', snoozed_until: null });
  if (now.status === 'closed') expect(now.snoozed_until).toBeNull();
  for (const { field, from, to } of changes) {
    if (field !== 'snoozed_until') continue;
    if (to !== null) expect(to > createdAt).toBe(true);
    if (author.type === 'system') expect(Date.parse(from ?? '')).toBeLessThanOrEqual(Date.parse(createdAt) + SKEW);
  }
}

/** The first version of each ticket and its entries, in order, make the ticket as it is stored. */
export function expectReplay(histories: Histories): void {
  for (const { ticket, first, turns } of histories.values()) {
    for (const { entry, before, after } of turns) {
      for (const { field, from, to } of entry.changes) {
        // An agent who was deactivated reads as nobody at once.
        const isReadAsNobody = field === 'assignee' && from === null;
        if (!isReadAsNobody) expect(from).toEqual(before[field]);
        expect(isDeepStrictEqual(from, to)).toBe(false);
      }
      expectSnoozed(entry, after);
    }
    expect(turns.at(-1)?.after ?? first).toEqual(fieldsOf(ticket));
  }
}

/** Each ticket is due when the settings at its submission, and its entries, say. */
export function expectDueInTime(histories: Histories, written: readonly Written[]): void {
  const hours = new Map(written.map((one) => [one.text, one.hours]));
  for (const { ticket, turns } of histories.values()) {
    const moments = turns.map(({ entry, after }) => ({
      entry,
      after,
      asks: latestIn(histories, ticket.id, after, entry.createdAt).author.type,
    }));
    expectTargets(ticket, moments, hours.get(ticket.message));
  }
}
