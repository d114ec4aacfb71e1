import type { Agent } from './customer.ts';
import { type DeskError, ticketNotFound, unavailable } from './errors.ts';
import { movedTo } from './message.ts';
import type { Clock, NewId, TicketStore } from './ports.ts';
import type { Status, Ticket } from './ticket.ts';

/**
 * The ticket with another status. Closing remembers the status before; reopening a closed ticket with `open` restores it,
 * and `in_progress` says it outright. Asking for the status it has changes nothing and answers the same ticket.
 */
export function withStatus(ticket: Ticket, status: Status, now: string): Ticket {
  if (ticket.status === status) return ticket;
  const to = status === 'open' ? (ticket.statusBeforeClosing ?? 'open') : status;
  return { ...movedTo(ticket, to, now), updatedAt: now, version: ticket.version + 1 };
}

/** Other agents may win this many races in a row before the caller is asked to try again. */
export const MAX_ATTEMPTS = 10;

/**
 * Gives the ticket another status and records who did it, exactly once. Returns the ticket as stored; one that has the status already, whatever
 * the precondition. Throws `not_found`, `unavailable`, and whatever `precondition` throws for the ticket as it is stored.
 */
export async function changeStatus(
  world: { tickets: TicketStore; clock: Clock; newId: NewId },
  id: string,
  status: Status,
  agent: Agent,
  precondition: (ticket: Ticket) => void | Promise<void> = () => {},
): Promise<Ticket> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const before = await findTicket(world, id);
    const at = world.clock.timestamp();
    const after = withStatus(before, status, at);
    if (after === before) return before;
    await precondition(before);
    const event = {
      op: world.newId(),
      kind: 'status_changed',
      author: { type: 'agent', name: agent.name },
      at,
      from: before.status,
      to: after.status,
      version: after.version,
    } as const;
    if (await world.tickets.change(before, after, event)) return after;
  }
  throw tooManyAtOnce();
}

/** Every attempt at a change met another's. */
export function tooManyAtOnce(): DeskError {
  return unavailable('Too many people are changing this ticket at once. Try again in a moment.', undefined, 1);
}

/** The ticket, or `not_found`. */
export async function findTicket({ tickets }: { tickets: TicketStore }, id: string): Promise<Ticket> {
  const ticket = await tickets.get(id);
  if (!ticket) throw ticketNotFound();
  return ticket;
}
