import { queueOf } from '#core/ticket/queue.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type Counters, none, sum } from './counters.ts';
import { bucketOf } from './duration-histogram.ts';
import { dayOf, nameOf } from './names.ts';
import { targetCountersOf } from './target-counters.ts';

/** The entry of the counts that belong to no day. It sorts after all days, so that one range of entries covers it and the last days. */
export const COUNTS = 'counts';

/** The kind of counter of the tickets in a queue. */
export const QUEUE = 'queue';

/** The kind of counter of the snoozed tickets in a status and a queue. */
export const SNOOZED = 'snoozed';

/** Returns the queue in which a contribution counts its ticket. */
export function queueIn(contribution: Counters): string | undefined {
  const names = [...(contribution.get(COUNTS)?.keys() ?? [])];
  return names.find((name) => name.startsWith(nameOf(QUEUE, '')))?.slice(nameOf(QUEUE, '').length);
}

/** Returns what one ticket, as it is, adds to the views, except its terms, which never change: nothing once it was merged. */
export function contributionOf(ticket: Ticket): Counters {
  if (ticket.mergedInto) return none;
  const { status, priority, supportTier, createdAt, closedAt, snoozedUntil } = ticket;
  const counts = new Map([[nameOf('tickets', status, priority, supportTier), 1]]);
  const queue = queueOf(ticket);
  if (queue !== undefined) counts.set(nameOf(QUEUE, queue), 1);
  if (queue !== undefined && snoozedUntil !== null) counts.set(nameOf(SNOOZED, status, queue), 1);
  const opened = new Map([['opened', 1]]);
  const entries = new Map([
    [COUNTS, counts],
    [dayOf(createdAt), opened],
  ]);
  if (closedAt === null) {
    opened.set('unclosed', 1);
  } else {
    const seconds = Math.max(0, (Date.parse(closedAt) - Date.parse(createdAt)) / 1000);
    const closed = entries.get(dayOf(closedAt)) ?? new Map<string, number>();
    closed
      .set('closed', 1)
      .set('seconds_to_close', Math.round(seconds))
      .set(nameOf('to_close', bucketOf(seconds)), 1);
    entries.set(dayOf(closedAt), closed);
  }
  return ticket.targets ? sum(entries, targetCountersOf(ticket)) : entries;
}
