import type { LatestMessage } from '#core/ticket/latest-message.ts';
import type { Status, Ticket as StoredTicket } from '#core/ticket/ticket.ts';
import { instant } from './time.ts';

/** A ticket as the desk's API returns it, in this program's names. */
export interface Ticket
  extends Omit<StoredTicket, 'statusBeforeClosing' | 'activityAt' | 'targets' | 'mergedInto' | 'merged'> {
  /** The ticket that it was merged into. */
  readonly survivor?: string | null;
  /** The ids of the tickets that were merged into it. */
  readonly merged?: readonly string[] | undefined;
  /** The ticket's own message until somebody replied. */
  readonly latestMessage: LatestMessage;
  /** The time by which something is due next; null if nothing is, undefined if its tier had no targets. */
  readonly dueAt?: string | null | undefined;
}

/** The fields of a ticket that an agent may change, with new values. */
export type Fields = Partial<Pick<Ticket, 'status' | 'priority' | 'assignee' | 'tags' | 'snoozedUntil'>>;

/**
 * The tickets that a list shows: those in a status, the snoozed ones, all, the agent's own or nobody's that aren't closed, or those for which something is
 * due. All but `all` leave out the snoozed ones.
 */
export type Filter = Counted | Due;
/** The filters whose tickets the desk counts. */
export type Counted = Status | 'snoozed' | 'all' | Queue;
export type Queue = 'mine' | 'unassigned';
export type Due = 'today' | 'late';

export const filters = ['open', 'in_progress', 'snoozed', 'closed', 'all'] as const satisfies readonly Counted[];
/** Shown from the second agent on. */
export const queues = ['mine', 'unassigned'] as const satisfies readonly Queue[];
/** Shown on a desk with targets. */
export const dues = ['today', 'late'] as const satisfies readonly Due[];
export const isDue = (filter: Filter): filter is Due => dues.some((due) => due === filter);
export const isQueue = (filter: Filter): filter is Queue => filter === 'mine' || filter === 'unassigned';

/** Returns the time before which the tickets of a list are due: now, to the minute so that the desk is asked the same for a while, or the end of the day. */
export const dueBefore = (due: Due): number =>
  due === 'late' ? Math.floor(Date.now() / 60_000) * 60_000 : new Date().setHours(24, 0, 0, 0);

/** Returns true if a ticket is snoozed; closing one ends that. */
export const isAsleep = ({ status, snoozedUntil }: Ticket): boolean => snoozedUntil !== null && status !== 'closed';

/** Returns true if a ticket is in the list of an agent who has this id. */
export function isListed(ticket: Ticket, filter: Filter, agentId: string | undefined): boolean {
  const { status, assignee, dueAt, survivor } = ticket;
  if (survivor) return false;
  if (filter === 'all') return true;
  if (isAsleep(ticket) || filter === 'snoozed') return isAsleep(ticket) && filter === 'snoozed';
  if (isDue(filter)) return status !== 'closed' && !!dueAt && instant(dueAt) < dueBefore(filter);
  if (!isQueue(filter)) return status === filter;
  return status !== 'closed' && assignee?.id === (filter === 'mine' ? agentId : undefined);
}

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

/** Puts tickets in order, as `Array.prototype.sort` asks for it. */
export type Order = (one: Ticket, other: Ticket) => number;

/** The tickets with these ids that are known, each once. */
export function inOrder(ids: Iterable<string>, tickets: Tickets, order: Order): Ticket[] {
  return [...new Set(ids)].flatMap((id) => tickets.get(id) ?? []).sort(order);
}

/** The row `step` places below (above, if negative) where `ticket` is or was among `rows`, which are in this order; the ends hold. */
export function neighbour(rows: readonly Ticket[], ticket: Ticket, step: 1 | -1, order: Order): Ticket | undefined {
  return step > 0 ? rows.find((row) => order(ticket, row) < 0) : rows.findLast((row) => order(row, ticket) < 0);
}

/** Returns the row to continue with after finishing with `ticket`: the next one, else the one before. */
export function nextAfter(rows: readonly Ticket[], ticket: Ticket, order: Order): Ticket | undefined {
  return neighbour(rows, ticket, 1, order) ?? neighbour(rows, ticket, -1, order);
}
