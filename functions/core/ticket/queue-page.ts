import type { Team } from '#core/agents/team.ts';
import { readWith } from './assignee.ts';
import type { QueueStore, TicketPage, TicketStore } from './ports.ts';
import { queueOf, UNASSIGNED } from './queue.ts';
import { newestFirst, type Position } from './ticket.ts';

interface World {
  readonly queues: QueueStore;
  readonly tickets: Pick<TicketStore, 'all'>;
}

/**
 * Returns the tickets in one queue as they read with this team, newest first, after a position: what was assigned to an agent who is inactive now is in
 * nobody's. Queues may be a moment behind the tickets, so each ticket is asked. May be shorter than `limit`, but not empty, if more follow. Throws
 * `unavailable`.
 */
export async function queuePage(
  { queues, tickets }: World,
  team: Team,
  queue: string,
  limit: number,
  after: Position | undefined,
): Promise<TicketPage> {
  const stored = storedQueues(team, queue);
  for (let from = after; ; ) {
    const { items, more } = await queues.page(stored, limit, from);
    // A ticket may just be leaving one queue for another.
    const ids = [...new Set(items.map(({ id }) => id))];
    const found = (await tickets.all(ids)).map((ticket) => readWith(team, ticket)).toSorted(newestFirst);
    const inIt = found.filter((ticket) => queueOf(ticket) === queue);
    from = items.at(-1);
    if (inIt.length > 0 || !more || !from) return { tickets: inIt, more };
  }
}

/** Returns the number of tickets that read as being in a queue, from the numbers by queue. */
export const countIn = (team: Team, counts: ReadonlyMap<string, number>, queue: string): number =>
  storedQueues(team, queue).reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);

/** Returns the queues whose tickets may read as being in this one. */
const storedQueues = ({ agents }: Team, queue: string): readonly string[] =>
  queue === UNASSIGNED ? [UNASSIGNED, ...agents.filter(({ isActive }) => !isActive).map(({ id }) => id)] : [queue];
