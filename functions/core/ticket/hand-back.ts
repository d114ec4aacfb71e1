import type { TeamStore } from '#core/agents/ports.ts';
import { timeLeft } from '#core/deadline.ts';
import { DeskError } from '#core/errors.ts';
import { type ChangeWorld, changeTicket } from './change-ticket.ts';
import type { QueueStore } from './ports.ts';
import type { Position, Ticket } from './ticket.ts';

interface World extends ChangeWorld {
  readonly team: Pick<TeamStore, 'get'>;
  readonly queues: QueueStore;
  /** Waits for one's turn, so that changes come no faster than submits can bear. */
  readonly turn: () => Promise<void>;
  /** Called with each ticket that couldn't be handed back: it reads as unassigned all the same, and is tried again the next time. */
  readonly failed: (ticketId: string, error: unknown) => void;
}

const PAGE = 100;
/** The time a ticket may take, in milliseconds: none is begun that could exceed the deadline. */
const TICKET_MS = 15_000;

/**
 * Unassigns the tickets of agents who are inactive, so that they stay unassigned when an agent becomes active again. Returns the number of tickets. Safe
 * to call at any time, again, and twice at once; what is left when the deadline nears is left to the next call. Throws `unavailable`.
 */
export async function handBack(world: World): Promise<number> {
  if (timeLeft() < TICKET_MS) return 0;
  const { agents } = await world.team.get();
  let count = 0;
  for (const { id } of agents.filter(({ isActive }) => !isActive)) {
    for await (const ticketId of queueOf(world, id)) {
      await world.turn();
      if (timeLeft() < TICKET_MS) return count;
      count += Number(await unassign(world, ticketId, id));
    }
  }
  return count;
}

/** Yields the ids of the tickets in an agent's queue. */
async function* queueOf({ queues }: World, agentId: string): AsyncGenerator<string> {
  for (let after: Position | undefined; ; ) {
    const { items, more } = await queues.page([agentId], PAGE, after);
    for (const { id } of items) yield id;
    after = items.at(-1);
    if (!more || !after) return;
  }
}

/** Returns true if the ticket was still the agent's. */
async function unassign(world: World, ticketId: string, agentId: string): Promise<boolean> {
  const rule = (ticket: Ticket): Ticket =>
    ticket.assignee?.id === agentId && ticket.status !== 'closed' ? { ...ticket, assignee: null } : ticket;
  try {
    const { entry } = await changeTicket(world, ticketId, { kind: 'change', author: { type: 'system' }, rule });
    return entry !== undefined;
  } catch (error) {
    // A place that the views still have of a ticket that was removed.
    if (error instanceof DeskError && error.refusal === 'not_found') return false;
    world.failed(ticketId, error);
    return false;
  }
}
