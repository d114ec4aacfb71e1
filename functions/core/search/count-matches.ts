import { Budget } from './budget.ts';
import type { Searcher, World } from './check.ts';
import type { Query } from './query.ts';
import { searchTickets } from './search-tickets.ts';

/** A number of tickets up to 100, or that there are more. */
export type Count = number | '100+';

const MAX_COUNT = 100;
/** A count is shown beside others, so it may take less than a search. */
const MOST = { rounds: 30, units: 250 };

/** Counts the tickets that match an agent's query; null if that takes too long. Throws `unavailable`. */
export async function countMatches(world: World, query: Query, agent: Searcher): Promise<Count | null> {
  const range = { order: 'newest', limit: MAX_COUNT + 1 } as const;
  const { tickets, isCutShort } = await searchTickets(world, query, range, agent, new Budget(MOST));
  if (tickets.length > MAX_COUNT) return '100+';
  return isCutShort ? null : tickets.length;
}
