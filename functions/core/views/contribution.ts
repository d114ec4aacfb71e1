import type { Ticket } from '../ticket.ts';
import type { Counters } from './counters.ts';
import { bucketOf } from './duration-histogram.ts';
import { termsOf } from './terms.ts';

/** The item of the counts that have no day. */
export const COUNTS = 'counts';
/** The item of what happened on a day, in UTC: `day#2026-11-01`; and of what its tickets were about. */
const dayItem = (day: string) => `day#${day}`;
const termsItem = (day: string) => `terms#${day}`;

/** The day of an RFC 3339 time in UTC. */
const dayOf = (time: string): string => time.slice(0, 10);

/** Separates the parts of a counter's name; no tier and no word contains it. */
export const SEPARATOR = '\u001f';
const name = (...parts: readonly (string | number)[]) => parts.join(SEPARATOR);

/** What one ticket, as it is, adds to the views. */
export function contributionOf(ticket: Ticket): Counters {
  const { status, priority, supportTier, subject, createdAt, closedAt } = ticket;
  const opened = dayOf(createdAt);
  const items = new Map<string, Map<string, number>>([
    [COUNTS, new Map([[name('tickets', status, priority, supportTier), 1]])],
    [dayItem(opened), new Map([['opened', 1]])],
    [termsItem(opened), termCounters(subject)],
  ]);
  if (closedAt !== null) {
    const seconds = Math.max(0, (Date.parse(closedAt) - Date.parse(createdAt)) / 1000);
    const closed = items.get(dayItem(dayOf(closedAt))) ?? new Map<string, number>();
    closed
      .set('closed', 1)
      .set('seconds_to_close', Math.round(seconds))
      .set(name('to_close', bucketOf(seconds)), 1);
    items.set(dayItem(dayOf(closedAt)), closed);
  }
  return items;
}

function termCounters(text: string): Map<string, number> {
  const { subject, words } = termsOf(text);
  return new Map([[name('subject', subject), 1], ...words.map((word) => [name('word', word), 1] as [string, number])]);
}
