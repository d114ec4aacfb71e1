import {
  DeleteItemCommand,
  PutItemCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { ticketEntry } from '#functions/table-keys.ts';
import { type DynamoDbOptions, startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { clientOf, names, type Plain } from './dynamodb-under-test.ts';

/** The readers of the changes in these tests. */
export const reader = 'reader';

/** A database of this machine with the product's tables, whose changes one reader follows, and short words for what tests do with it. */
export async function startStreamedDatabase(options: DynamoDbOptions = {}) {
  const { endpoint, changes, holdIndexes, close } = await startDynamoDb({ readers: [reader], ...options });
  const client = clientOf(endpoint);
  await createTables(client, names);
  const TableName = names.tickets;
  return {
    client,
    changes,
    holdIndexes,
    put: (item: Plain) => client.send(new PutItemCommand({ TableName, Item: marshall(item) })),
    remove: (id: string, entry: string = ticketEntry) =>
      client.send(new DeleteItemCommand({ TableName, Key: marshall({ id, entry }) })),
    transact: (...actions: TransactWriteItem[]) =>
      client.send(new TransactWriteItemsCommand({ TransactItems: actions })),
    /** All records that nobody has acknowledged, in the order in which the changes were made. */
    records: async (): Promise<DynamoDBRecord[]> => {
      const byShard = await Promise.all(changes.shards.map((shard) => changes.read(reader, shard, Infinity)));
      return byShard.flat().sort((a, b) => (sequenceOf(a) < sequenceOf(b) ? -1 : 1));
    },
    close: async () => {
      client.destroy();
      await close();
    },
  };
}

export const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';
export const idOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.Keys?.id?.S ?? '';
