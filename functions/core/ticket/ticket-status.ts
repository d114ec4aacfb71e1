import type { Status, Ticket } from './ticket.ts';

/**
 * Returns the ticket with another status. Closing remembers the previous status; reopening a closed ticket with `open` restores it, while
 * `in_progress` sets that one. Requesting the current status returns the same ticket.
 */
export function withStatus(ticket: Ticket, status: Status, at: string): Ticket {
  if (ticket.status === status) return ticket;
  return movedTo(ticket, status === 'open' ? (ticket.statusBeforeClosing ?? 'open') : status, at);
}

/** Returns the ticket in another status, which the customer may see. Closing ends its snooze. Reopening restores the status that closing remembered. */
export function movedTo(ticket: Ticket, status: Status, at: string): Ticket {
  if (ticket.status === status) return ticket;
  if (status !== 'closed') return { ...ticket, status, closedAt: null, statusBeforeClosing: null, activityAt: at };
  // Not closed: otherwise it would have this status already.
  const statusBeforeClosing = ticket.status as Exclude<Status, 'closed'>;
  return { ...ticket, status, closedAt: at, statusBeforeClosing, snoozedUntil: null, activityAt: at };
}
