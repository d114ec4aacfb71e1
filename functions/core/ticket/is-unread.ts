import type { ReadVersions } from './read-marks.ts';
import type { Ticket } from './ticket.ts';

/** Returns the version that a ticket's latest news made: its customer's latest message, or its waking from a snooze. */
export const newsVersion = ({
  latestCustomerVersion,
  woken,
}: Pick<Ticket, 'latestCustomerVersion' | 'woken'>): number => Math.max(latestCustomerVersion, woken?.version ?? 0);

/** Returns true if there is news of a ticket after what an agent has read of it. Nobody has to read what is closed. */
export const isUnread = (
  ticket: Pick<Ticket, 'id' | 'status' | 'latestCustomerVersion' | 'woken'>,
  read: ReadVersions,
): boolean => ticket.status !== 'closed' && newsVersion(ticket) > (read.get(ticket.id) ?? 0);
