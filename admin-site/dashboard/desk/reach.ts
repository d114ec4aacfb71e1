import { isByTime, listAddress, oppositeOf } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { idsOf, isFromTop, pagesAround } from '#dashboard/model/ticket-list.ts';
import type { List } from './list.ts';
import type { ListPages } from './list-pages.ts';
import type { Tickets } from './tickets.ts';

/** The pages that are loaded on the way to a ticket. In an order in which tickets move, the desk lists no more than ten. */
const NEAR = { byTime: 2, moving: 10 };

interface Work {
  readonly list: List;
  readonly pages: ListPages;
  readonly tickets: Tickets;
}

/**
 * Loads what stands beside a ticket in the list, or would, unless that fails: a link may lead to one that is far from what is loaded.
 */
export async function reach({ list, pages, tickets }: Work, ticket: Ticket): Promise<void> {
  const of = list.listing.peek();
  const isTimed = isByTime(of.sort);
  for (let left = isTimed ? NEAR.byTime : NEAR.moving; left > 0 && side() === 'below'; left -= 1) {
    if (!(await pages.loadMore())) return;
  }
  if (!isTimed || !side()) return;
  const [newer, older] = await Promise.all([
    pages.read(listAddress(oppositeOf(of), ticket.id)),
    pages.read(listAddress(of, ticket.id)),
  ]);
  if (newer && older) list.begin(of, pagesAround(of, newer, ticket.id, older), older.next);

  /** Returns the side of the loaded part on which the ticket is, if it is outside. */
  function side(): 'above' | 'below' | undefined {
    const [loaded, order] = [list.loaded.peek(), list.order.peek()];
    const ids = loaded ? idsOf(loaded) : [];
    const [first, last] = [tickets.ticket(ids[0] ?? ''), tickets.ticket(ids.at(-1) ?? '')];
    if (!loaded || !first || !last) return undefined;
    if (!isTimed) return !list.isListed(ticket) || ids.includes(ticket.id) || !loaded.next ? undefined : 'below';
    if (!isFromTop(loaded) && order(ticket, first) < 0) return 'above';
    return loaded.next !== undefined && order(last, ticket) < 0 ? 'below' : undefined;
  }
}
