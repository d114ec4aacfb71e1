import { invalidFields } from '#core/errors.ts';
import { latestOf } from '#core/ticket/latest-message.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { Budget } from './budget.ts';
import type { Searcher, World } from './check.ts';
import type { Query } from './query.ts';
import { type Found, searchTickets } from './search-tickets.ts';
import type { ReadSort } from './sort.ts';
import { isWaiting } from './tells.ts';

/** The most tickets that are sorted, and what reading them may take. */
const MAX_SORTED = 1000;
const MOST = { rounds: 100, units: 3000 };

/**
 * Searches as `searchTickets` does, in the order of the latest activity, latest first, or of the customers who wait for a reply, longest first, and after
 * them the others, the one with the oldest activity first. A position's `createdAt` is the value sorted by. Throws `invalid_fields` if more than 1,000
 * tickets match, or if finding them takes too long, and `unavailable`.
 */
export async function sortedTickets(
  world: World,
  query: Query,
  { sort, limit, after }: { readonly sort: ReadSort; readonly limit: number; readonly after?: Position | undefined },
  searcher: Searcher,
): Promise<Found> {
  const budget = new Budget(MOST);
  const all = await searchTickets(world, query, { order: 'newest', limit: MAX_SORTED + 1 }, searcher, budget);
  if (all.isCutShort || all.tickets.length > MAX_SORTED) throw tooMany(sort);
  const sorted = all.tickets
    .map((ticket) => ({ ticket, at: placeIn(sort)(ticket) }))
    .toSorted((one, other) => comes[sort](one.at, other.at));
  const rest = after ? sorted.filter(({ at }) => comes[sort](after, at) < 0) : sorted;
  const page = rest.slice(0, limit);
  const next = rest.length > limit ? page.at(-1)?.at : undefined;
  return { tickets: page.map(({ ticket }) => ticket), next, isCutShort: false };
}

/** Returns the function that gives a ticket's place in an order: `createdAt` is the value sorted by. */
export const placeIn =
  (sort: ReadSort) =>
  (ticket: Ticket): Position => ({ createdAt: sortedBy[sort](ticket), id: ticket.id });

const sortedBy: Readonly<Record<ReadSort, (ticket: Ticket) => string>> = {
  activity: ({ activityAt, woken }) => (woken && woken.at > activityAt ? woken.at : activityAt),
  waiting: (ticket) => (isWaiting(ticket) ? `waiting-${latestOf(ticket).createdAt}` : `without-${ticket.activityAt}`),
};

const ascending = (one: Position, other: Position): number => {
  const [a, b] = [`${one.createdAt} ${one.id}`, `${other.createdAt} ${other.id}`];
  return a < b ? -1 : Number(a > b);
};
const comes = { activity: (one: Position, other: Position) => -ascending(one, other), waiting: ascending };

function tooMany(sort: ReadSort) {
  const detail = `can't be ${sort} here: more than ${MAX_SORTED.toLocaleString('en')} tickets match. Narrow the search, or sort by newest`;
  return invalidFields([{ pointer: '?sort', detail }]);
}
