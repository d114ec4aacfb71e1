import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Claim } from '#core/files/ports.ts';
import type { MailName } from '#core/mail/mail.ts';
import { notResendable } from '#core/mail/resend-mail.ts';
import type { Added, StoredChange, Submitted, TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { addWithClaim, outcomeOf } from './add-with-claim.ts';
import { dynamoCalendars } from './dynamo-calendars.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { claimingPut } from './dynamo-uploads.ts';
import { toEntryItem, toOperationItem, versionEntry } from './entry-items.ts';
import { mailEntry } from './mail-items.ts';
import { cancellationCodes, retryOnConflict } from './retry-on-conflict.ts';
import { setDifference } from './set-difference.ts';
import { entryKey, type TicketItem, toAttributes, toItem, toTicket } from './ticket-item.ts';
import { customerPage, firstOf, oldest, statusPage, ticketsOf } from './ticket-pages.ts';
import { writeTransaction } from './write-transaction.ts';

/**
 * Stores tickets in one DynamoDB table: a PutItem to submit, a transaction for every later change, the index by status to list. Messages with uploads
 * need the table of uploads, too: a ticket with uploads is submitted by a transaction.
 */
export function dynamoTicketStore(
  table: string,
  client: DynamoDBDocumentClient = dynamo(),
  uploadsTable?: string,
): TicketStore {
  return {
    add: (ticket, contentHash, claim) => add(client, { table, uploadsTable }, ticket, contentHash, claim),
    submitted: (id) => submitted(client, table, id),
    get: (id) => get(client, table, id),
    all: (ids, options) => ticketsOf(client, table, ids, options),
    change: (of) => change(client, { table, uploadsTable }, of),
    page: (status, limit, after) => statusPage(client, table, status, limit, after),
    ofCustomer: (userId, limit, after) => customerPage(client, table, userId, limit, after),
    firstOf: (userId) => firstOf(client, table, userId),
    oldest: (status) => oldest(client, table, status),
    ...dynamoCalendars(client, table),
  };
}

interface Tables {
  readonly table: string;
  readonly uploadsTable: string | undefined;
}

async function add(
  client: DynamoDBDocumentClient,
  { table, uploadsTable }: Tables,
  ticket: Ticket,
  contentHash: string | undefined,
  claim: Claim | undefined,
): Promise<Added> {
  const writeId = randomUUID();
  const put = {
    TableName: table,
    Item: toItem(ticket, writeId, contentHash),
    ConditionExpression: 'attribute_not_exists(#id)',
    ExpressionAttributeNames: { '#id': ticketKeys.partition },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;
  if (claim) {
    const stored = async () => (await getEntry(client, table, ticket.id, ticketEntry)) as TicketItem | undefined;
    return addWithClaim(client, put, given(uploadsTable), claim, stored);
  }
  try {
    await retryOnConflict(() => client.send(new PutCommand(put)));
    return { outcome: 'stored' };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException && error.Item)) throw asUnavailable(error);
    return outcomeOf(unmarshall(error.Item) as TicketItem, writeId);
  }
}

function given(uploadsTable: string | undefined): string {
  if (uploadsTable === undefined) throw new Error('This function has no table of uploads.');
  return uploadsTable;
}

async function submitted(client: DynamoDBDocumentClient, table: string, id: string): Promise<Submitted | undefined> {
  const item = (await getEntry(client, table, id, ticketEntry)) as TicketItem | undefined;
  return item && { ticket: toTicket(item), contentHash: item.content_hash };
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
  { table, uploadsTable }: Tables,
  { before, after, entry, operation, queued, claim, together }: StoredChange,
): Promise<boolean> {
  const Put = (Item: object) => ({
    Put: {
      TableName: table,
      Item,
      ConditionExpression: 'attribute_not_exists(#id)',
      ExpressionAttributeNames: { '#id': ticketKeys.partition },
    },
  });
  const step = ({ before, after, entry }: Pick<StoredChange, 'before' | 'after' | 'entry'>) => [
    { Update: { TableName: table, Key: entryKey(before.id, ticketEntry), ...updateOf(before, after) } },
    Put(toEntryItem(before.id, entry, before.createdAt)),
  ];
  try {
    await writeTransaction(client, [
      ...step({ before, after, entry }),
      ...(together ? step(together) : []),
      ...(claim ? [{ Put: claimingPut(given(uploadsTable), claim) }] : []),
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
