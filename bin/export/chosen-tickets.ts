import { Readable } from 'node:stream';
import { dynamoPostingLists } from '#adapters/dynamo/dynamo-posting-lists.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import type { DeskDatabase, WholeDatabase } from '#bin/desk-database.ts';
import { isOfCalendar } from '#bin/stored/beside-tickets.ts';
import { entryOf, type RawStored, readRaw, scanRaw } from '#bin/stored/stored.ts';
import { isTicketId } from '#bin/stored/stored-items.ts';
import type { Searcher } from '#core/search/check.ts';
import { inStatus } from '#core/search/in-status.ts';
import { type Query, readQuery } from '#core/search/query.ts';
import { searchTickets } from '#core/search/search-tickets.ts';
import type { Position, Status } from '#core/ticket/ticket.ts';
import { calendarRecord, ticketEntry } from '#functions/table-keys.ts';

/** A choice of tickets for an export: those of a status, and those that a query finds. */
export interface Choice {
  readonly status: Status | 'all';
  readonly asked?: { readonly query: Query; readonly searcher: Searcher } | undefined;
}

type Database = Pick<DeskDatabase, 'client' | 'tickets' | 'views'>;

/** Tickets of so many are read at a time. */
const READ_AT_ONCE = 8;
const FOUND_AT_ONCE = 100;

/** No agent has this id: nobody is signed in to a command line. */
const NOBODY = '';

/** Reads the query of an export, in the language of the search. Throws an error for the person who typed it. */
export async function readChoice(
  text: string,
  status: Choice['status'],
  { client, agents }: Pick<WholeDatabase, 'client' | 'agents'>,
): Promise<Choice> {
  const team = await dynamoTeam(agents, client).get();
  const query = readQuery(text, { me: NOBODY, agents: team.agents }, '--query');
  const asksWho = query.filters.some(
    (filter) =>
      (filter.key === 'assignee' && filter.value === NOBODY) || (filter.key === 'is' && filter.value === 'unread'),
  );
  if (asksWho) {
    throw new Error(
      '--query: nobody is signed in here, so it can’t have assignee:me or is:unread. Name an agent: assignee:"Sam Lee".',
    );
  }
  return { status, asked: { query: inStatus(query, status), searcher: { id: NOBODY, team } } };
}

/**
 * Yields what an export has of the tickets table, id by id: everything, or the tickets that were chosen with their calendars. With `isWhole` a ticket has
 * those that were merged into it after it, without which its conversation can't be read. Calls `onRead` with the number of items after each read.
 */
export async function* chosenTickets(
  database: Database,
  { status, asked }: Choice,
  isWhole: boolean,
  onRead: (items: number) => void,
): AsyncGenerator<RawStored> {
  const { client, tickets } = database;
  const seen = new Set<string>();
  for await (const raw of asked ? found(database, asked) : scanRaw(client, tickets)) {
    onRead(raw.items.length);
    if (!asked && status === 'all') yield raw;
    else if (!isTicketId(raw.id)) {
      if (isOfCalendar(raw.id)) yield raw;
    } else if (asked || (ownItem(raw)?.status?.S ?? status) === status) {
      for (const one of [raw, ...(isWhole ? await mergedInto(database, raw) : [])]) {
        // Merged, or no longer, since it was read first.
        if (!seen.has(one.id)) yield one;
        seen.add(one.id);
      }
    }
  }
}

/** The tickets that a query finds, newest first, each after the calendar of its targets unless that came before. */
async function* found(
  { client, tickets, views }: Database,
  { query, searcher }: NonNullable<Choice['asked']>,
): AsyncGenerator<RawStored> {
  const read = async (id: string): Promise<RawStored> => ({ id, items: await readRaw(client, tickets, id) });
  const calendars = new Set<string>();
  for await (const raw of Readable.from(foundIds()).map(read, { concurrency: READ_AT_ONCE })) {
    const hash = ownItem(raw)?.targets?.M?.calendar?.S;
    if (hash !== undefined && !calendars.has(hash)) yield read(calendarRecord.partition + hash);
    if (hash !== undefined) calendars.add(hash);
    yield raw;
  }

  async function* foundIds(): AsyncGenerator<string> {
    const world = {
      postings: dynamoPostingLists(views, client),
      tickets: dynamoTicketStore(tickets, client),
      threads: dynamoThreadStore(tickets, client),
      // Nobody's: queries that ask for them are refused.
      marks: { ofEach: async () => new Map<string, number>() },
    };
    let after: Position | undefined;
    do {
      const range = { order: 'newest', limit: FOUND_AT_ONCE, after } as const;
      const page = await searchTickets(world, query, range, searcher);
      for (const { id } of page.tickets) yield id;
      after = page.next;
    } while (after);
  }
}

const ownItem = ({ items }: RawStored) => items.find((item) => entryOf(item) === ticketEntry);

/** Returns the tickets that were merged into a ticket. */
async function mergedInto({ client, tickets }: Database, raw: RawStored): Promise<RawStored[]> {
  const ids = (ownItem(raw)?.merged?.L ?? []).flatMap(({ S }) => S ?? []);
  return Promise.all(ids.map(async (id) => ({ id, items: await readRaw(client, tickets, id) })));
}
