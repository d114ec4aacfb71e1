import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { Budget } from './budget.ts';
import { matching, type Searcher, type World } from './check.ts';
import { positionOf } from './place.ts';
import { planOf } from './plan.ts';
import type { Order } from './ports.ts';
import type { Query } from './query.ts';
import { type Candidate, Walk } from './walk.ts';

/** The tickets that a search found. */
export interface Found {
  readonly tickets: readonly Ticket[];
  /** The place after which the search goes on; undefined if there is nothing more. */
  readonly next: Position | undefined;
  /** True if it ended because of what it had spent, so that tickets may be missing that are not yet looked at. */
  readonly isCutShort: boolean;
}

/** The most candidates that are checked together; fewer if their threads may have to be read, each of up to a megabyte. */
const TOGETHER = 100;
const THREADS_TOGETHER = 10;

/**
 * Searches all tickets for those that match a query, in the order of their submission, after a position; stops at `limit`, or when it has spent its
 * budget. What was written up to a moment ago may be missing. Throws `unavailable`.
 */
export async function searchTickets(
  world: World,
  query: Query,
  { order, limit, after }: { readonly order: Order; readonly limit: number; readonly after?: Position | undefined },
  searcher: Searcher,
  budget = new Budget(),
): Promise<Found> {
  const plan = await planOf(query, order, after, searcher.team, world.postings);
  const walk = new Walk(plan, limit, world.postings, budget);
  const hasPhrase = query.terms.some(({ words }) => words.length > 1);
  const together = hasPhrase ? THREADS_TOGETHER : TOGETHER;
  const tickets: Ticket[] = [];
  let candidates: readonly Candidate[] = [];
  let checked = after;
  while (candidates.length > 0 || !walk.isOver) {
    if (candidates.length === 0) candidates = await walk.next();
    // As many as are wanted, so that none is read in vain if all match.
    const some = candidates.slice(0, Math.min(together, limit - tickets.length));
    candidates = candidates.slice(some.length);
    if (some.length > 0) tickets.push(...(await matching(world, query, some, searcher, budget)));
    if (candidates.length === 0 && walk.isOver) break;
    checked = positionOf(candidates.length === 0 ? walk.reached : (some.at(-1)?.place ?? walk.reached));
    if (tickets.length === limit) return { tickets, next: checked, isCutShort: false };
    if (budget.isUsedUp()) return { tickets, next: checked, isCutShort: true };
  }
  return { tickets, next: undefined, isCutShort: false };
}
