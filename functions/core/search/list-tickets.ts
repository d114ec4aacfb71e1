import { ticketNotFound } from '#core/errors.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import type { QueueStore, TicketPage, TicketStore } from '#core/ticket/ports.ts';
import { queuePage } from '#core/ticket/queue-page.ts';
import type { ReadMarks, ReadVersions } from '#core/ticket/read-marks.ts';
import type { Position, Status, Ticket } from '#core/ticket/ticket.ts';
import type { Searcher, World } from './check.ts';
import { duePosition, dueTickets } from './due-tickets.ts';
import type { Query } from './query.ts';
import { searchTickets } from './search-tickets.ts';
import type { Sort } from './sort.ts';
import { placeIn, sortedTickets } from './sorted-tickets.ts';

/** The tickets of a status or of a queue, newest first, those for which something is due before a time, or those that match a query. */
export type TicketList =
  | { readonly kind: 'status'; readonly status: Status | 'all' }
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'due'; readonly before: string | undefined }
  | { readonly kind: 'search'; readonly query: Query; readonly sort: Sort };

/** A page of a list. */
export interface ListPage {
  readonly tickets: readonly Ticket[];
  readonly read: ReadVersions;
  /** The place after which the next page begins; undefined on the last one. */
  readonly next: Position | undefined;
  /** The time of submission up to which a search has looked, if it ended before it found enough. */
  readonly reached: string | undefined;
  /** Returns the place of a ticket in this list. */
  readonly placeOf: (ticket: Ticket) => Position;
}

interface Stores extends World {
  readonly tickets: TicketStore;
  readonly queues: QueueStore;
  readonly marks: Pick<ReadMarks, 'of' | 'ofEach'>;
}

interface Range {
  readonly limit: number;
  readonly after: Position | undefined;
}

/** Returns the place of a ticket in a list, or where it would be. Throws `not_found` and `unavailable`. */
export async function placeOfTicket(
  { tickets }: Pick<Stores, 'tickets'>,
  list: TicketList,
  id: string,
): Promise<Position> {
  const [ticket] = await tickets.all([id]);
  if (!ticket) throw ticketNotFound();
  return placesIn(list)(ticket);
}

/** Returns the function that gives a ticket's place in a list. */
const placesIn = (list: TicketList): ((ticket: Ticket) => Position) =>
  list.kind === 'due'
    ? duePosition
    : list.kind === 'search' && list.sort !== 'newest' && list.sort !== 'oldest'
      ? placeIn(list.sort)
      : ({ createdAt, id }) => ({ createdAt, id });

/** Returns a page of a list as it reads for an agent, with what they have read of it. Throws `invalid_fields` and `unavailable`. */
export async function listTickets(stores: Stores, list: TicketList, range: Range, agent: Searcher): Promise<ListPage> {
  if (list.kind === 'search') return searched(stores, list, range, agent);
  if (list.kind === 'due') {
    const page = await dueTickets(stores, { ...list, ...range }, agent);
    const read = await stores.marks.ofEach(agent.id, page.tickets);
    return { ...page, read, reached: undefined, placeOf: duePosition };
  }
  const page = await listed(stores, list, range, agent);
  const last = page.tickets.at(-1);
  return {
    tickets: page.tickets,
    read: await stores.marks.of(agent.id, page.tickets),
    next: page.more ? last : undefined,
    reached: undefined,
    placeOf: placesIn(list),
  };
}

const listed = (
  { tickets, queues }: Stores,
  list: Extract<TicketList, { kind: 'status' | 'queue' }>,
  { limit, after }: Range,
  { team }: Searcher,
): Promise<TicketPage> =>
  list.kind === 'status'
    ? ticketsReadWith(team, tickets).page(list.status, limit, after)
    : queuePage({ queues, tickets }, team, list.queue, limit, after);

async function searched(
  stores: Stores,
  list: Extract<TicketList, { kind: 'search' }>,
  range: Range,
  agent: Searcher,
): Promise<ListPage> {
  const { query, sort } = list;
  const isOrder = sort === 'newest' || sort === 'oldest';
  const { tickets, next, isCutShort } = isOrder
    ? await searchTickets(stores, query, { order: sort, ...range }, agent)
    : await sortedTickets(stores, query, { sort, ...range }, agent);
  return {
    tickets,
    read: await stores.marks.ofEach(agent.id, tickets),
    next,
    reached: isCutShort ? next?.createdAt : undefined,
    placeOf: placesIn(list),
  };
}
