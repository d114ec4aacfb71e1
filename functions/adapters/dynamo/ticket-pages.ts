import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mergeNewestFirst, type Run } from '#core/ticket/merge-newest-first.ts';
import type { TicketPage } from '#core/ticket/ports.ts';
import { newestFirst, type Position, type Status, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { customerIndex, statusIndex, ticketEntry } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { asUnavailable } from './dynamo-client.ts';
import { entryKey, type TicketItem, toTicket } from './ticket-item.ts';

type Index = typeof statusIndex | typeof customerIndex;

/** Returns tickets of one status, or of all, newest first. */
export async function statusPage(
  client: DynamoDBDocumentClient,
  table: string,
  status: Status | 'all',
  limit: number,
  after: Position | undefined,
): Promise<TicketPage> {
  const of = status === 'all' ? statuses : [status];
  const runs = of.map(async (one) => {
    const { items, complete } = await newestOf<TicketItem>(client, table, statusIndex, one, limit, after);
    return { items: items.map(toTicket), complete };
  });
  const { items, more } = mergeNewestFirst(await Promise.all(runs), limit);
  return { tickets: items, more };
}

/** Returns a customer's tickets, newest first: the index lists them, the table has their current state. */
export async function customerPage(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
  limit: number,
  after: Position | undefined,
): Promise<TicketPage> {
  for (let from = after; ; ) {
    const run = await newestOf<TicketItem>(client, table, customerIndex, userId, limit, from);
    const items = run.items.slice(0, limit);
    const stored = await ticketsOf(
      client,
      table,
      items.map(({ id }) => id),
    );
    const tickets = stored.filter(({ mergedInto }) => !mergedInto).toSorted(newestFirst);
    const more = run.items.length > limit || !run.complete;
    from = items.at(-1);
    if (tickets.length > 0 || !more || !from) return { tickets, more };
  }
}

/** Returns the tickets with these ids, at most 100 (consistent unless `eventual`), in no particular order. */
export async function ticketsOf(
  client: DynamoDBDocumentClient,
  table: string,
  ids: readonly string[],
  options?: { readonly eventual: boolean },
): Promise<readonly Ticket[]> {
  const keys = ids.map((id) => entryKey(id, ticketEntry));
  return ((await batchGet(client, table, keys, options)) as unknown as TicketItem[]).map(toTicket);
}

/** Returns the place of a customer's first ticket. */
export async function firstOf(
  client: DynamoDBDocumentClient,
  table: string,
  userId: string,
): Promise<Position | undefined> {
  const { items } = await query<Keys>(client, table, customerIndex, userId, { Limit: 1 });
  return items[0] && { id: items[0].id, createdAt: items[0].created_at };
}

/** Returns the oldest ticket of a status. */
export async function oldest(
  client: DynamoDBDocumentClient,
  table: string,
  status: Status,
): Promise<Ticket | undefined> {
  const { items } = await query<TicketItem>(client, table, statusIndex, status, { Limit: 1 });
  return items[0] && toTicket(items[0]);
}

/**
 * Reads the newest items of an index's partition after a position, in one request. Reads one more than needed: where a response ends, items with the
 * same `created_at` may be missing, so the last ones are left for the next page.
 */
async function newestOf<T extends Keys>(
  client: DynamoDBDocumentClient,
  table: string,
  index: Index,
  partition: string,
  limit: number,
  after: Position | undefined,
): Promise<Run<T & Position>> {
  const { items, complete } = await query<T>(client, table, index, partition, {
    ScanIndexForward: false,
    // One for the ticket at `after` itself, one to see whether more follow.
    Limit: limit + (after ? 2 : 1),
    after: after?.createdAt,
  });
  const sorted = items.map((item) => ({ ...item, createdAt: item.created_at })).sort(newestFirst);
  const whole = complete ? sorted : withoutLastTime(sorted);
  return { items: whole.filter((item) => !after || newestFirst(after, item) < 0), complete };
}

interface Keys {
  readonly id: string;
  readonly created_at: string;
}

function withoutLastTime<T extends Keys>(items: readonly T[]): readonly T[] {
  const last = items.at(-1)?.created_at;
  const whole = items.filter((item) => item.created_at !== last);
  return whole.length > 0 ? whole : items;
}

async function query<T>(
  client: DynamoDBDocumentClient,
  table: string,
  { name, partition, sort }: Index,
  value: string,
  { after, ...order }: { ScanIndexForward?: boolean; Limit: number; after?: string | undefined },
): Promise<{ items: T[]; complete: boolean }> {
  try {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: name,
        KeyConditionExpression: `#partition = :partition${after ? ' AND #sort <= :after' : ''}`,
        ExpressionAttributeNames: { '#partition': partition, ...(after && { '#sort': sort }) },
        ExpressionAttributeValues: { ':partition': value, ...(after && { ':after': after }) },
        ...order,
      }),
    );
    return { items: Items as T[], complete: LastEvaluatedKey === undefined };
  } catch (error) {
    throw asUnavailable(error);
  }
}
