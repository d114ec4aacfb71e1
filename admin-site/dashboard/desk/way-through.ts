import type { Sort } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { List } from './list.ts';
import type { ListPages } from './list-pages.ts';
import type { Tickets } from './tickets.ts';

interface Work {
  readonly list: List;
  readonly pages: ListPages;
  readonly tickets: Tickets;
  readonly refresh: () => Promise<boolean>;
}

/** Ways through a long list: its order, and the parts of it that are loaded. */
export const wayThrough = ({ list, pages, tickets, refresh }: Work) => ({
  /** Shows the list in another order. */
  sortBy(sort: Sort): void {
    list.sortBy(sort);
    void refresh();
  },
  /** Shows the list from its top, after a link led further down. */
  showTop(): void {
    list.forget();
    void refresh();
  },
  /** Loads the neighbours of a ticket that no row shows, by code that few agents need. Never throws. */
  async reach(ticket: Ticket): Promise<void> {
    await import('./reach.ts').then(
      ({ reach }) => reach({ list, pages, tickets }, ticket),
      () => {},
    );
  },
});
