import { waitsForCustomer } from './targets.ts';
import type { Ticket } from './ticket.ts';

/** Tickets that wait for their customer are closed after this many days of 24 hours, and the customer is reminded `remindDays` before. */
export interface AutoClose {
  readonly days: number;
  readonly remindDays: number;
}

/**
 * Returns the time since which a ticket waits for its customer alone: the last thing that they could see, or the end of a snooze. Undefined if it doesn't
 * wait for them, is snoozed, or if mail doesn't reach them.
 */
export function waitingSince(ticket: Ticket): string | undefined {
  const { snoozedUntil, mailProblem, activityAt, woken, unsnoozedAt = activityAt } = ticket;
  if (!waitsForCustomer(ticket) || snoozedUntil !== null || mailProblem !== null) return undefined;
  return [activityAt, woken?.at ?? activityAt, unsnoozedAt].toSorted().at(-1);
}

/** Returns the time that the customer was told the ticket would be closed unless they reply; null if they weren't, or if that no longer holds. */
export function announcedClosing(ticket: Ticket): string | null {
  const since = waitingSince(ticket);
  const { reminded } = ticket;
  return since !== undefined && reminded && reminded.at > since ? reminded.closesAt : null;
}
