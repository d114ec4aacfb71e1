import type { LatestMessage } from '#core/ticket/latest-message.ts';
import { newestFirst, type Status, type Ticket as StoredTicket } from '#core/ticket/ticket.ts';

/** A ticket as the desk's API returns it, in this program's names. */
export interface Ticket extends Omit<StoredTicket, 'statusBeforeClosing' | 'activityAt'> {
  /** The ticket's own message until somebody replied. */
  readonly latestMessage: LatestMessage;
}

/** Which tickets the list shows. */
export type Filter = Status | 'all';

export const filters = ['open', 'in_progress', 'closed', 'all'] as const satisfies readonly Filter[];

export const isListed = ({ status }: Ticket, filter: Filter): boolean => filter === 'all' || status === filter;

/** Tickets by id, each in the newest version this page has seen. */
export type Tickets = ReadonlyMap<string, Ticket>;

/** `known` with what the desk just answered; a newer version is never replaced by an older one, nor by its equal. */
export function learn(known: Tickets, answered: readonly Ticket[]): Tickets {
  const tickets = new Map(known);
  for (const ticket of answered) {
    if ((tickets.get(ticket.id)?.version ?? 0) < ticket.version) tickets.set(ticket.id, ticket);
  }
  return tickets;
}

/** The tickets with these ids that are known, each once, newest first. */
export function inOrder(ids: Iterable<string>, tickets: Tickets): Ticket[] {
  return [...new Set(ids)].flatMap((id) => tickets.get(id) ?? []).sort(newestFirst);
}

/** The row `step` places below (above, if negative) where `ticket` is or was among `rows`; the ends hold. */
export function neighbour(rows: readonly Ticket[], ticket: Ticket, step: 1 | -1): Ticket | undefined {
  return step > 0
    ? rows.find((row) => newestFirst(ticket, row) < 0)
    : rows.findLast((row) => newestFirst(row, ticket) < 0);
}

/** Returns the row to continue with after finishing with `ticket`: the next older row, else the next newer one. */
export function nextAfter(rows: readonly Ticket[], ticket: Ticket): Ticket | undefined {
  return neighbour(rows, ticket, 1) ?? neighbour(rows, ticket, -1);
}
