import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Message } from '../core/message.ts';
import type { Added, TicketStore } from '../core/ports.ts';
import type { Ticket } from '../core/ticket.ts';
import type { TicketEvent } from '../core/ticket-event.ts';
import { statusIndex, ticketEntry, ticketKeys } from '../table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { cancellationCodes, pastConflicts } from './past-conflicts.ts';
import { eventEntry, toEventItem, toMessageItem } from './thread-items.ts';
import { entryKey, type TicketItem, toItem, toTicket } from './ticket-item.ts';
import { customerPage, oldest, statusPage } from './ticket-pages.ts';

/** Tickets in one DynamoDB table: a PutItem to submit, a transaction for every later change, the index by status to list. */
export function dynamoTicketStore(table: string, client: DynamoDBDocumentClient = dynamo()): TicketStore {
  return {
    add: (ticket, contentHash) => add(client, table, ticket, contentHash),
    get: (id) => get(client, table, id),
    change: (before, after, event, message) => change(client, table, before, after, event, message),
    page: (status, limit, after) => statusPage(client, table, status, limit, after),
    ofCustomer: (userId, limit, after) => customerPage(client, table, userId, limit, after),
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
    const get = new GetCommand({ TableName: table, Key: entryKey(id, entry), ConsistentRead: true });
    return (await client.send(get)).Item;
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
  message: Message | undefined,
): Promise<boolean> {
  const Put = (Item: object) => ({
    Put: {
      TableName: table,
      Item,
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': ticketKeys.partition },
    },
  });
  const write = new TransactWriteCommand({
    // Of this attempt: an operation that is asked for again comes with another message, to be told apart by its event.
    ClientRequestToken: message?.id ?? event.op,
    TransactItems: [
      {
        Update: {
          TableName: table,
          Key: entryKey(before.id, ticketEntry),
          UpdateExpression:
            'SET #status = :status, status_before_closing = :previous, closed_at = :closed, updated_at = :updated, activity_at = :activity, mail_problem = :problem, version = :after',
          ConditionExpression: 'version = :before',
          ExpressionAttributeNames: { '#status': statusIndex.partition },
          ExpressionAttributeValues: {
            ':status': after.status,
            ':previous': after.statusBeforeClosing,
            ':closed': after.closedAt,
            ':updated': after.updatedAt,
            ':activity': after.activityAt,
            ':problem': after.mailProblem,
            ':after': after.version,
            ':before': before.version,
          },
        },
      },
      Put(toEventItem(before.id, event)),
      ...(message ? [Put(toMessageItem(before.id, message))] : []),
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
    if ((await getEntry(client, table, before.id, eventEntry(event.op)))?.at === event.at) return true;
    throw refusal;
  }
}
