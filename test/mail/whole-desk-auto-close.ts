import { expect } from 'vitest';
import type { Entry } from '#core/ticket/entry.ts';
import { type Histories, latestIn, type Turn } from './whole-desk-histories.ts';
import { autoClose } from './whole-desk-targets.ts';

const DAY = 24 * 60 * 60_000;
/** The most that the clocks of two machines differ, in milliseconds. */
const SKEW = 3000;

/** The desk closes a ticket only if its customer is asked, was reminded, and nothing happened between until the time that they were told; in the end, none waits. */
export function expectAutoClosed(histories: Histories): void {
  for (const [id, { ticket, turns }] of histories) {
    for (const [index, { entry, before }] of turns.entries()) {
      if (entry.ruledBy === undefined) continue;
      expect(entry).toMatchObject({
        author: { type: 'system' },
        ruledBy: { name: 'auto_close', days: autoClose.days },
      });
      expect(before).toMatchObject({ status: 'in_progress', snoozed_until: null, merged_into: null });
      expect(latestIn(histories, id, before, entry.createdAt).author.type).toBe('agent');
      if (entry.kind === 'reminder') expectReminder(entry);
      else expectClosed(entry, turns.slice(0, index));
    }
    const { status, snoozedUntil, mailProblem } = ticket;
    const isAsked = ticket.latestMessage?.author.type === 'agent';
    expect(status === 'in_progress' && snoozedUntil === null && mailProblem === null && isAsked).toBe(false);
  }
}

function expectReminder({ changes, body, createdAt, closesAt = '' }: Entry): void {
  expect({ changes, body }).toEqual({ changes: [], body: undefined });
  expect(Date.parse(closesAt)).toBeGreaterThanOrEqual(Date.parse(createdAt) + autoClose.remindDays * DAY - SKEW);
}

function expectClosed({ kind, changes, createdAt }: Entry, earlier: readonly Turn[]): void {
  expect(kind).toBe('change');
  expect(changes).toEqual([{ field: 'status', from: 'in_progress', to: 'closed' }]);
  const reminder = earlier.findLastIndex(({ entry }) => entry.kind === 'reminder');
  const { closesAt = 'never' } = { ...earlier[reminder]?.entry };
  expect(Date.parse(closesAt)).toBeLessThanOrEqual(Date.parse(createdAt) + SKEW);
  expect(earlier.slice(reminder + 1).filter(({ entry }) => isSeen(entry))).toEqual([]);
}

/** A message, or a change of what the ticket waits for. */
const isSeen = ({ kind, changes }: Entry): boolean =>
  kind === 'reply' || changes.some(({ field }) => ['status', 'snoozed_until', 'merged', 'merged_into'].includes(field));
