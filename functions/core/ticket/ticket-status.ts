import type { Status, Ticket } from './ticket.ts';

/**
 * The ticket with another status. Closing remembers the status before; reopening a closed ticket with `open` restores it,
 * and `in_progress` says it outright. Asking for the status it has returns the same ticket.
 */
export function withStatus(ticket: Ticket, status: Status, at: string): Ticket {
  if (ticket.status === status) return ticket;
  return movedTo(ticket, status === 'open' ? (ticket.statusBeforeClosing ?? 'open') : status, at);
}

/** The ticket in another status, which the customer may see. What closing forgets, reopening brings back. */
export function movedTo(ticket: Ticket, status: Status, at: string): Ticket {
  if (ticket.status === status) return ticket;
  if (status !== 'closed') return { ...ticket, status, closedAt: null, statusBeforeClosing: null, activityAt: at };
  // Not closed: it would have this status already.
  const statusBeforeClosing = ticket.status as Exclude<Status, 'closed'>;
  return { ...ticket, status, closedAt: at, statusBeforeClosing, activityAt: at };
}
