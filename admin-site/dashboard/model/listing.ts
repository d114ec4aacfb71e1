import type { Sort as StoredSort } from '#core/search/sort.ts';
import { newestFirst } from '#core/ticket/ticket.ts';
import { dueBefore, type Filter, isDue, isQueue, type Order, type Ticket } from './ticket.ts';

export { sorts } from '#core/search/sort.ts';

/** Includes the order of what is due, which is in no other. */
export type Sort = StoredSort | 'due';

/** The tickets that a list shows, and their order. Without a query (`q`) it shows all of its filter. */
export interface Listing {
  readonly filter: Filter;
  readonly q: string;
  readonly sort: Sort;
}

/** The views of open tickets in an order of their own. */
export const sortedViews = ['waiting', 'activity'] as const satisfies readonly Sort[];
export type SortedView = (typeof sortedViews)[number];

/** Returns the sorted view that a list is, if it is one. */
export const sortedViewOf = ({
  filter,
  sort,
}: {
  readonly filter: Filter;
  readonly sort: Sort | undefined;
}): SortedView | undefined => (filter === 'open' ? sortedViews.find((view) => view === sort) : undefined);

export const assigneeOf = { mine: 'me', unassigned: 'none' } as const;

/** Returns the parameters that ask for a list, in the dashboard's URL and in the API's. */
export function listParameters({ filter, q, sort }: Listing): string {
  if (isDue(filter)) return `due=${filter}`;
  const of = isQueue(filter) ? { assignee: assigneeOf[filter] } : { status: filter };
  return new URLSearchParams({ ...of, ...(q && { q }), ...(sort !== 'newest' && { sort }) }).toString();
}

/** Returns the list as the API knows it: snoozed tickets are what a search finds. */
const asked = (listing: Listing): Listing =>
  listing.filter === 'snoozed' ? { ...listing, filter: 'all', q: `is:snoozed ${listing.q}`.trim() } : listing;

export const TICKETS = '/api/admin/support-tickets';

/** Returns the address of a list in the API; in an order of time it may begin after a ticket. Each row of a search is looked for, so its pages are short. */
export const listAddress = (listing: Listing, afterTicket?: string): string =>
  `${TICKETS}?${isDue(listing.filter) ? `sort=due&due_before=${new Date(dueBefore(listing.filter)).toISOString()}` : listParameters(asked(listing))}${asked(listing).q && '&limit=25'}${afterTicket === undefined ? '' : `&after_ticket=${afterTicket}`}`;

/** The orders in which a ticket never moves. The desk alone knows the others. */
const orders: Readonly<Partial<Record<Sort, Order>>> = {
  newest: newestFirst,
  oldest: (one, other) => newestFirst(other, one),
};

/** Returns the same list from its other end. */
export const oppositeOf = (listing: Listing): Listing => ({
  ...listing,
  sort: listing.sort === 'newest' ? 'oldest' : 'newest',
});

export const isByTime = (sort: Sort): boolean => sort in orders;

/** Returns the order of a list; `places` are those that its tickets have now, and what has none comes first. */
export function orderOf(sort: Sort, places: readonly string[]): Order {
  const order = orders[sort];
  if (order) return order;
  const rank = new Map(places.map((id, place) => [id, place]));
  const placeOf = ({ id }: Ticket) => rank.get(id) ?? -1;
  return (one, other) => placeOf(one) - placeOf(other) || newestFirst(one, other);
}
