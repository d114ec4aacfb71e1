import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { mergeNewestFirst, type Run } from '../core/merge-newest-first.ts';
import type { Added, TicketEvent, TicketPage, TicketStore } from '../core/ports.ts';
import { newestFirst, type Position, type Status, statuses, type Ticket } from '../core/ticket.ts';
import { statusIndex, ticketEntry, ticketKeys } from '../table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { cancellationCodes, pastConflicts } from './past-conflicts.ts';
import { type TicketItem, toItem, toTicket } from './ticket-item.ts';

/** Tickets in one DynamoDB table: a PutItem to submit, a transaction for every later change, the index by status to list. */
export function dynamoTicketStore(table: string, client: DynamoDBDocumentClient = dynamo()): TicketStore {
  return {
    add: (ticket, contentHash) => add(client, table, ticket, contentHash),
    get: (id) => get(client, table, id),
    change: (before, after, event) => change(client, table, before, after, event),
    page: (status, limit, after) => page(client, table, status === 'all' ? statuses : [status], limit, after),
    oldest: (status) => oldest(client, table, status),
  };
}

async function add(
  client: DynamoDBDocumentClient,
  table: string,
  ticket: Ticket,
  contentHash: string | undefined,
): Promise<Added> {
  const writeId = randomUUID();
  const put = new PutCommand({
    TableName: table,
    Item: toItem(ticket, writeId, contentHash),
    ConditionExpression: 'attribute_not_exists(#id)',
    ExpressionAttributeNames: { '#id': ticketKeys.partition },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    await pastConflicts(() => client.send(put));
    return { outcome: 'stored' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException && error.Item)) throw asUnavailable(error);
    const stored = unmarshall(error.Item) as TicketItem;
    if (stored.created_write_id === writeId) return { outcome: 'stored' };
    return { outcome: 'taken', ticket: toTicket(stored), contentHash: stored.content_hash };
  }
}

async function get(client: DynamoDBDocumentClient, table: string, id: string): Promise<Ticket | undefined> {
  const item = await getEntry(client, table, id, ticketEntry);
  return item && toTicket(item as TicketItem);
}

async function getEntry(client: DynamoDBDocumentClient, table: string, id: string, entry: string) {
  try {
    const Key = { [ticketKeys.partition]: id, [ticketKeys.sort]: entry };
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  } catch (error) {
    throw asUnavailable(error);
  }
}

async function change(
  client: DynamoDBDocumentClient,
  table: string,
  before: Ticket,
  after: Ticket,
  event: TicketEvent,
): Promise<boolean> {
  const eventEntry = `event#${event.op}`;
  const write = new TransactWriteCommand({
    ClientRequestToken: event.op,
    TransactItems: [
      {
        Update: {
          TableName: table,
          Key: { [ticketKeys.partition]: before.id, [ticketKeys.sort]: ticketEntry },
          UpdateExpression:
            'SET #status = :status, status_before_closing = :previous, closed_at = :closed, updated_at = :updated, version = :after',
          ConditionExpression: 'version = :before',
          ExpressionAttributeNames: { '#status': statusIndex.partition },
          ExpressionAttributeValues: {
            ':status': after.status,
            ':previous': after.statusBeforeClosing,
            ':closed': after.closedAt,
            ':updated': after.updatedAt,
            ':after': after.version,
            ':before': before.version,
          },
        },
      },
      { Put: { TableName: table, Item: { ...event, id: before.id, entry: eventEntry } } },
    ],
  });
  try {
    await pastConflicts(() => client.send(write));
    return true;
  } catch (error) {
    if (cancellationCodes(error).includes('ConditionalCheckFailed')) return false;
    const refusal = asUnavailable(error);
    if (refusal === error) throw error;
    // In doubt: the answer is lost, not the change. Its event tells whether it happened.
    if (await getEntry(client, table, before.id, eventEntry)) return true;
    throw refusal;
  }
}

async function page(
  client: DynamoDBDocumentClient,
  table: string,
  of: readonly Status[],
  limit: number,
  after: Position | undefined,
): Promise<TicketPage> {
  const runs = await Promise.all(of.map((status) => queryRun(client, table, status, limit, after)));
  const { items, more } = mergeNewestFirst(runs, limit);
  return { tickets: items, more };
}

/**
 * The newest tickets of one status after a position: one request. It asks for one more than needed, because the last ones of an unfinished
 * answer that share a `created_at` may lack others of the same time, and are left for the next page.
 */
async function queryRun(
  client: DynamoDBDocumentClient,
  table: string,
  status: Status,
  limit: number,
  after: Position | undefined,
): Promise<Run<Ticket>> {
  try {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: statusIndex.name,
        KeyConditionExpression: `#status = :status${after ? ' AND #created_at <= :after' : ''}`,
        ExpressionAttributeNames: {
          '#status': statusIndex.partition,
          ...(after && { '#created_at': statusIndex.sort }),
        },
        ExpressionAttributeValues: { ':status': status, ...(after && { ':after': after.createdAt }) },
        ScanIndexForward: false,
        // One for the ticket at `after` itself, one to learn whether more follow.
        Limit: limit + (after ? 2 : 1),
      }),
    );
    const tickets = (Items as TicketItem[]).map(toTicket).sort(newestFirst);
    const complete = LastEvaluatedKey === undefined;
    const whole = complete ? tickets : withoutLastTime(tickets);
    return { items: whole.filter((ticket) => !after || newestFirst(after, ticket) < 0), complete };
  } catch (error) {
    throw asUnavailable(error);
  }
}

function withoutLastTime(tickets: readonly Ticket[]): readonly Ticket[] {
  const last = tickets.at(-1)?.createdAt;
  const whole = tickets.filter((ticket) => ticket.createdAt !== last);
  return whole.length > 0 ? whole : tickets;
}

async function oldest(client: DynamoDBDocumentClient, table: string, status: Status): Promise<Ticket | undefined> {
  try {
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: statusIndex.name,
        KeyConditionExpression: '#status = :status',
        ExpressionAttributeNames: { '#status': statusIndex.partition },
        ExpressionAttributeValues: { ':status': status },
        Limit: 1,
      }),
    );
    return item && toTicket(item as TicketItem);
  } catch (error) {
    throw asUnavailable(error);
  }
}
