import { signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Listing } from '#dashboard/model/listing.ts';
import type { Filter } from '#dashboard/model/ticket.ts';

/** The view where the search began; undefined if a link led to it. */
export const searchedFrom = signal<Listing | undefined>(undefined);

/** Lists what a question finds, among all tickets until the agent narrows it down; an empty one leads back to the view where the search began. */
export function search(desk: Desk, q: string): void {
  const before = desk.list.listing.peek();
  if (q === before.q) return;
  if (before.q === '') searchedFrom.value = before;
  const begun = before.q === '' ? ({ filter: 'all', sort: 'newest' } as const) : before;
  show(desk, q === '' ? (searchedFrom.peek() ?? { ...before, q }) : { ...begun, q });
}

/** Searches among the tickets of a view. */
export const searchIn = (desk: Desk, filter: Filter): void => show(desk, { ...desk.list.listing.peek(), filter });

function show({ list, refresh }: Desk, listing: Listing): void {
  list.show(listing);
  void refresh();
}
