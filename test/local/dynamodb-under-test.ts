import { randomUUID } from 'node:crypto';
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { statusIndex, ticketEntry } from '#functions/table-keys.ts';
import { type DynamoDbOptions, startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';

export type Plain = Record<string, unknown>;

export const names = { tickets: 'tickets', agents: 'agents', personal: 'personal', views: 'views' };
const TableName = names.tickets;

/** A client as the product has one, that tries once. DynamoDB Local gives every access key id a database of its own. */
export function clientOf(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: randomUUID().replaceAll('-', ''), secretAccessKey: 'local' };
  return new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
}

/**
 * A database with the product's tables, and short words for what the tests do with them: on the local engine, or on the one that
 * `DYNAMODB_ENDPOINT` names, for which the options mean nothing.
 */
export async function startDatabase(options?: DynamoDbOptions) {
  const named = process.env.DYNAMODB_ENDPOINT;
  const local = named === undefined ? await startDynamoDb(options) : undefined;
  const endpoint = local?.endpoint ?? named ?? '';
  const client = clientOf(endpoint);
  await createTables(client, names);
  return {
    endpoint,
    client,
    put: (item: Plain, more: Partial<PutItemCommandInput> = {}) =>
      client.send(new PutItemCommand({ TableName, Item: marshall(item), ...more })),
    get: async (id: string, entry: string = ticketEntry): Promise<Plain | undefined> => {
      const Key = marshall({ id, entry });
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      return Item && unmarshall(Item);
    },
    query: (status: string, more: Partial<QueryCommandInput> = {}) =>
      client.send(new QueryCommand({ ...byStatus(status), ...more })),
    transact: (actions: TransactWriteItem[], more: Partial<TransactWriteItemsCommandInput> = {}) =>
      client.send(new TransactWriteItemsCommand({ TransactItems: actions, ...more })),
    close: async () => {
      client.destroy();
      await local?.close();
    },
  };
}

export type Database = Awaited<ReturnType<typeof startDatabase>>;

/** An item of the tickets table that stands in the index. */
export function ticket(id: string, more: Plain = {}): Plain {
  return { id, entry: ticketEntry, status: 'open', created_at: '2026-11-23T12:00:00.000000000Z', version: 1, ...more };
}

const byStatus = (status: string): QueryCommandInput => ({
  TableName,
  IndexName: statusIndex.name,
  KeyConditionExpression: '#status = :status',
  ExpressionAttributeNames: { '#status': statusIndex.partition },
  ExpressionAttributeValues: marshall({ ':status': status }),
});

type Action<Name extends keyof TransactWriteItem> = Partial<NonNullable<TransactWriteItem[Name]>>;

const keyOf = (id: string, entry: string = ticketEntry) => ({ TableName, Key: marshall({ id, entry }) });

/** Actions of a transaction. */
export const putting = (item: Plain, more: Action<'Put'> = {}): TransactWriteItem => ({
  Put: { TableName, Item: marshall(item), ...more },
});
export const deleting = (id: string, more: Action<'Delete'> = {}): TransactWriteItem => ({
  Delete: { ...keyOf(id), ...more },
});
export const checking = (id: string, ConditionExpression: string, more: Action<'ConditionCheck'> = {}) => ({
  ConditionCheck: { ...keyOf(id), ConditionExpression, ...more },
});

/** Raises the version, and with `from` only from that one. */
export function raising(id: string, version: number, from?: number, more: Action<'Update'> = {}): TransactWriteItem {
  const condition = from === undefined ? {} : { ConditionExpression: 'version = :from' };
  return {
    Update: {
      ...keyOf(id),
      UpdateExpression: 'SET version = :to',
      ExpressionAttributeValues: marshall({ ':to': version, ':from': from }, { removeUndefinedValues: true }),
      ...condition,
      ...more,
    },
  };
}
