import { Budget } from './budget.ts';
import type { Searcher, World } from './check.ts';
import type { Query } from './query.ts';
import { searchTickets } from './search-tickets.ts';

/** A number of tickets up to 100, or that there are more. */
export type Count = number | '100+';

/** Counts the tickets that match a query; null if that takes more than a count may. Throws `unavailable`. */
export type CountMatches = (query: Query, searcher: Searcher) => Promise<Count | null>;

const MOST = 100;
/** The rounds of requests, and the read units, that a count may take: several are taken for one response. */
const SPENT = { rounds: 30, units: 200 } as const;

/** Returns the function that counts what a search finds. */
export const countingWith =
  (world: World): CountMatches =>
  async (query, searcher) => {
    const asked = { order: 'newest', limit: MOST + 1 } as const;
    const { tickets, isCutShort } = await searchTickets(world, query, asked, searcher, new Budget(SPENT));
    if (tickets.length > MOST) return '100+';
    return isCutShort ? null : tickets.length;
  };
