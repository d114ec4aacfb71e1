import type { Ticket } from '#core/ticket/ticket.ts';
import type { Counters } from './counters.ts';
import { bucketOf } from './duration-histogram.ts';
import { dayOf, nameOf } from './names.ts';

/** The kinds of targets, as counters have them. */
export const targetKinds = ['reply', 'resolve'] as const;
export type TargetKind = (typeof targetKinds)[number];

/**
 * Returns what a ticket with targets adds to the days of its first reply and of its closing: the time from submission to the reply, and whether each was
 * in time, by tier and assignee.
 */
export function targetCountersOf({ targets, supportTier, assignee, createdAt, closedAt }: Ticket): Counters {
  const days = new Map<string, Map<string, number>>();
  if (!targets) return days;
  const add = (time: number, ...names: readonly (readonly [string, number])[]) => {
    const day = dayOf(new Date(time).toISOString());
    days.set(day, new Map([...(days.get(day) ?? []), ...names]));
  };
  const result = (kind: TargetKind, due: number | null, done: number) => {
    if (due === null) return;
    add(done, [nameOf(kind, done <= due ? 'met' : 'missed', supportTier, assignee?.id ?? ''), 1]);
  };
  const { repliedAt, replyDueAt, resolveDueAt } = targets;
  if (repliedAt !== null) {
    const seconds = Math.max(0, (repliedAt - Date.parse(createdAt)) / 1000);
    add(
      repliedAt,
      ['replied', 1],
      ['seconds_to_reply', Math.round(seconds)],
      [nameOf('to_reply', bucketOf(seconds)), 1],
    );
    result('reply', replyDueAt, repliedAt);
  }
  if (closedAt !== null) result('resolve', resolveDueAt, Date.parse(closedAt));
  return days;
}
