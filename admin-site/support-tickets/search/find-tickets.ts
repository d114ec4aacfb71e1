import { withMore } from '#site/support-tickets/known-tickets.ts';
import type { TicketPage } from '#site/support-tickets/own-ticket.ts';

/** Pages read before the customer is asked whether to go on: one that has no hits takes as long as one that is full of them. */
const MOST = 10;

/**
 * Finds tickets until there are as many as wanted: a page of a search may have few or none although there are more. Starts at `found.next`, and calls
 * `show` for each page but the last. Resolves to undefined if `read` does.
 */
export async function findTickets(
  found: TicketPage,
  wanted: number,
  read: (address: string) => Promise<TicketPage | undefined>,
  show: (found: TicketPage) => void,
): Promise<TicketPage | undefined> {
  let known = found;
  for (let pages = 1; known.next !== undefined; pages += 1) {
    const page = await read(known.next);
    if (!page) return undefined;
    known = withMore(known, page);
    if (known.tickets.length >= wanted || pages === MOST) break;
    if (known.next !== undefined) show(known);
  }
  return known;
}
