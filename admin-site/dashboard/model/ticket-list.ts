import { type Listing, listAddress } from './listing.ts';

/** Tickets that came with one response. */
export interface LoadedPage {
  /** Undefined for the first page of a list. */
  readonly address: string | undefined;
  readonly ids: readonly string[];
  /** True if the desk may have others by now: the page is read again when it comes in sight. */
  readonly isOld: boolean;
}

/** The loaded part of a list, in the desk's order. It begins with the list's first page, or further down, around a ticket. */
export interface TicketList {
  readonly pages: readonly LoadedPage[];
  /** The next page's address; undefined if the list is loaded to its end. */
  readonly next: string | undefined;
  /** The time (RFC 3339) to which the desk has searched if it stopped there; it goes on at the agent's request. */
  readonly reached?: string | undefined;
  /**
   * The order of the rows, by their ids, which may be one from before: what it lacks waits behind the "3 new" pill, and what left the list
   * keeps its place until rows may move.
   */
  readonly places: readonly string[];
}

/** A page as the desk has just returned it. */
export interface Snapshot {
  readonly ids: readonly string[];
  readonly next: string | undefined;
  readonly reached?: string | undefined;
}

export const idsOf = ({ pages }: Pick<TicketList, 'pages'>): readonly string[] => pages.flatMap(({ ids }) => ids);

/** Returns a list as it was first read. */
export const begun = (pages: readonly LoadedPage[], next: string | undefined, reached?: string): TicketList =>
  allShown({ pages, next, reached, places: [] });

/** Returns a list whose waiting tickets are let in, each in its place. */
export const allShown = (list: TicketList): TicketList => ({ ...list, places: idsOf(list) });

/** Returns true if the list's first page is loaded. */
export const isFromTop = ({ pages }: TicketList): boolean => pages[0]?.address === undefined;

/** Returns a list of which all may have changed. */
export const aged = (list: TicketList): TicketList => ({
  ...list,
  pages: list.pages.map((page) => ({ ...page, isOld: true })),
});

/**
 * Returns a list one page of which was read again. What stood beyond the last ticket that is there now was pushed to the next page; what else
 * is missing is gone. What is new waits if rows keep `still` (the agent points at them or reads further down).
 */
export function reread(list: TicketList, index: number, { ids, next, reached }: Snapshot, still: boolean): TicketList {
  const { address, ids: before = [] } = list.pages[index] ?? {};
  const known = idsOf({ pages: list.pages.slice(index) });
  const last = ids.findLastIndex((id) => known.includes(id));
  const covered = known.slice(0, known.indexOf(ids[last] ?? '') + 1);
  const pushed = before.slice(covered.length);
  const [follower = { ids: [], isOld: true }, ...rest] = list.pages.slice(index + 1);
  const pushedTo = { ids: [...pushed, ...follower.ids], isOld: pushed.length > 0 || follower.isOld };
  const later = next === undefined ? [] : [{ address: next, ...pushedTo }, ...rest];
  // A search may have gone on without finding anything.
  const wasEmpty = (place: number) => list.pages[index + 1 + place]?.ids.length === 0 && later[place]?.ids.length === 0;
  const [first, ...further] = without(later, [...ids, ...covered]).filter(
    (page, place) => page.ids.length > 0 || wasEmpty(place),
  );
  const pages = [
    ...without(list.pages.slice(0, index), ids).filter((page) => page.address === undefined || page.ids.length > 0),
    { address, ids, isOld: false },
    // No row between two pages belongs to neither.
    ...(first ? [{ ...first, address: next }, ...further] : []),
  ];
  const changed = { ...list, pages, ...(first ? {} : { next, reached }) };
  if (!still) return allShown(changed);
  // What follows the last row of all moves none.
  const added = first || last < 0 ? [] : ids.slice(last + 1);
  return { ...changed, places: [...new Set([...list.places, ...added])] };
}

/** Returns a list with one more page at its end. */
export function extended(list: TicketList, { ids, next, reached }: Snapshot): TicketList {
  const pages = [...without(list.pages, ids), { address: list.next, ids, isOld: false }];
  return { pages, next, reached, places: [...new Set([...list.places, ...ids])] };
}

/** Returns a list with one more page before its first. */
export function preceded(list: TicketList, page: LoadedPage): TicketList {
  const places = [...new Set([...page.ids, ...list.places])];
  return { ...list, pages: [page, ...without(list.pages, page.ids)], places };
}

/** Returns the page before a ticket, from what the desk returned in the opposite order. */
export function pageBefore(of: Listing, { ids, next }: Snapshot): LoadedPage {
  const [first, ...rest] = ids.toReversed();
  if (next === undefined || first === undefined) return { address: undefined, ids: ids.toReversed(), isOld: false };
  // A page is read again by the ticket before it.
  return { address: listAddress(of, first), ids: rest, isOld: false };
}

/** Returns the pages around a ticket, which a query may leave out. */
export function pagesAround(of: Listing, before: Snapshot, ticketId: string, after: Snapshot): readonly LoadedPage[] {
  const page = pageBefore(of, before);
  return [
    of.q === '' ? { ...page, ids: [...page.ids, ticketId] } : { ...page, isOld: true },
    { address: listAddress(of, ticketId), ids: after.ids, isOld: false },
  ];
}

function without(pages: readonly LoadedPage[], ids: readonly string[]): readonly LoadedPage[] {
  const moved = new Set(ids);
  return pages.map((page) => ({ ...page, ids: page.ids.filter((id) => !moved.has(id)) }));
}
