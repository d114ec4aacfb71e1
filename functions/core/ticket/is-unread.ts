import type { ReadVersions } from './read-marks.ts';
import type { Ticket } from './ticket.ts';

/** Returns true if a ticket's customer wrote after what an agent has read of it. Nobody has to read what is closed. */
export const isUnread = (
  { id, status, latestCustomerVersion }: Pick<Ticket, 'id' | 'status' | 'latestCustomerVersion'>,
  read: ReadVersions,
): boolean => status !== 'closed' && latestCustomerVersion > (read.get(id) ?? 0);
