import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { MailName } from '#core/mail/mail.ts';
import { notResendable } from '#core/mail/resend-mail.ts';
import type { Added, StoredChange, TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { toEntryItem, toOperationItem, versionEntry } from './entry-items.ts';
import { mailEntry } from './mail-items.ts';
import { cancellationCodes, retryOnConflict } from './retry-on-conflict.ts';
import { setDifference } from './set-difference.ts';
import { entryKey, type TicketItem, toAttributes, toItem, toTicket } from './ticket-item.ts';
import { customerPage, oldest, statusPage, ticketsOf } from './ticket-pages.ts';
import { writeTransaction } from './write-transaction.ts';

/** Stores tickets in one DynamoDB table: a PutItem to submit, a transaction for every later change, the index by status to list. */
export function dynamoTicketStore(table: string, client: DynamoDBDocumentClient = dynamo()): TicketStore {
  return {
    add: (ticket, contentHash) => add(client, table, ticket, contentHash),
    get: (id) => get(client, table, id),
    all: (ids) => ticketsOf(client, table, ids),
    change: (of) => change(client, table, of),
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
    await retryOnConflict(() => client.send(put));
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
  { before, after, entry, operation, queued }: StoredChange,
): Promise<boolean> {
  const Put = (Item: object) => ({
    Put: {
      TableName: table,
      Item,
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': ticketKeys.partition },
    },
  });
  try {
    await writeTransaction(client, [
      { Update: { TableName: table, Key: entryKey(before.id, ticketEntry), ...updateOf(before, after) } },
      Put(toEntryItem(before.id, entry)),
      ...(operation ? [Put(toOperationItem(before.id, operation, entry))] : []),
      ...(queued ? [queue(table, queued, entry.createdAt)] : []),
    ]);
    return true;
  } catch (error) {
    const codes = cancellationCodes(error);
    const failed = codes.indexOf('ConditionalCheckFailed');
    // The last write is the mail's: it alone was refused.
    if (queued && failed !== -1 && failed === codes.length - 1) throw notResendable();
    if (failed !== -1) return false;
    const refusal = asUnavailable(error);
    if (refusal === error) throw error;
    // In doubt: the response was lost, but perhaps not the change. The entry shows whether it was stored.
    const stored = await getEntry(client, table, before.id, versionEntry(entry.version));
    if (stored?.entry_id === entry.id) return true;
    throw refusal;
  }
}

/** Queues a mail to be sent again, unless it was sent or another attempt is in progress. */
const queue = (TableName: string, mail: MailName, at: string) => ({
  Update: {
    TableName,
    Key: entryKey(mail.ticketId, mailEntry(mail)),
    UpdateExpression: 'SET #state = :queued, #at = :at REMOVE detail, remark, lease, lease_until',
    ConditionExpression:
      'attribute_not_exists(#state) OR #state IN (:failed, :unknown) OR (#state = :sending AND lease_until < :at)',
    ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
    ExpressionAttributeValues: {
      ':queued': 'queued',
      ':failed': 'failed',
      ':unknown': 'unknown',
      ':sending': 'sending',
      ':at': at,
    },
  },
});

/** Updates the attributes that differ between two versions of a ticket, if the first is still the stored one. */
function updateOf(before: Ticket, after: Ticket) {
  const { ExpressionAttributeValues, ...difference } = setDifference(toAttributes(before), toAttributes(after));
  return {
    ...difference,
    ConditionExpression: 'version = :read',
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':read': before.version },
  };
}
