import type { SavedView } from '#core/saved-views/saved-view.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { sortedViewOf } from '#dashboard/model/listing.ts';
import { queryOf } from '#dashboard/model/place.ts';
import { type Filter, isDue } from '#dashboard/model/ticket.ts';

/** The tickets that a view shows, and their order. */
export type Shown = Pick<SavedView, 'query' | 'sort'>;

/** The filters of the side bar as a query has them. */
const queries: Readonly<Record<Filter, string>> = {
  open: 'status:open -is:snoozed',
  in_progress: 'status:in_progress -is:snoozed',
  snoozed: 'is:snoozed',
  closed: 'status:closed',
  all: '',
  mine: 'assignee:me -status:closed -is:snoozed',
  unassigned: 'assignee:none -status:closed -is:snoozed',
  // They go with time, so no query has them.
  today: '',
  late: '',
};

/** Returns what the list shows now as one query, and its order. */
export function shownNow(desk: Desk): Shown {
  const { filter, q, sort } = desk.list.listing.value;
  const of = queries[filter];
  // Both would mean either: what was typed names a part of what the filter shows, or nothing in it.
  const isNamed = q.includes(of.slice(0, of.indexOf(':') + 1)) && of !== '';
  const stored = sort === 'due' ? 'newest' : sort;
  return { query: [isNamed ? '' : of, q].filter((part) => part !== '').join(' '), sort: stored };
}

/** Returns true if the list shows a view. */
export function isShown(desk: Desk, { query, sort }: Shown): boolean {
  const now = shownNow(desk);
  return !desk.isOnPage.value && !isDue(desk.list.filter.value) && now.query === query && now.sort === sort;
}

/** Returns true if the list shows something that the side bar has no link to. */
export function isWorthSaving(desk: Desk): boolean {
  const { listing } = desk.list;
  const { filter, q, sort } = listing.value;
  return !desk.isOnPage.value && !isDue(filter) && (q !== '' || (sort !== 'newest' && !sortedViewOf(listing.value)));
}

/** Returns the place of a view in the URL. */
export const placeOfView = ({ query, sort }: Shown): string => queryOf({ filter: 'all', q: query, sort });

/** Shows a view in the list. */
export const showView = (desk: Desk, { query, sort }: Shown): void => desk.showFilter('all', sort, query);
