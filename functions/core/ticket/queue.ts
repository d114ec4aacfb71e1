import type { Ticket } from './ticket.ts';

/** The queue of the tickets that are assigned to nobody. */
export const UNASSIGNED = 'none';

/**
 * Returns the queue that a ticket is in: its assignee's, by their id, or `UNASSIGNED`; undefined for a closed ticket. An agent who was deactivated
 * keeps their queue until its tickets are handed back.
 */
export const queueOf = ({ status, assignee }: Pick<Ticket, 'status' | 'assignee'>): string | undefined =>
  status === 'closed' ? undefined : (assignee?.id ?? UNASSIGNED);
