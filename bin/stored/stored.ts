import { type AttributeValue, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { ticketKeys } from '#functions/table-keys.ts';
import { foreignValues, type RawItem } from './foreign-values.ts';
import { described } from './mistakes.ts';

/** An item without its partition key: a ticket's own or one beside it, or one beside tickets. */
export interface Entry {
  readonly entry: string;
  readonly [attribute: string]: unknown;
}

/** The items under a partition key, usually a ticket's ID, in the order of the table's sort key. */
export interface Stored {
  readonly id: string;
  readonly entries: readonly Entry[];
  /** The files that were exported with them; only in a line of an export. */
  readonly files?: readonly StoredFile[];
}

/** An object in the bucket of files, as it was exported. */
export interface StoredFile {
  readonly key: string;
  /** The SHA-256 of its content, in hexadecimal. */
  readonly sha256: string;
}

/** The same as DynamoDB returns it. */
export interface RawStored {
  readonly id: string;
  readonly items: readonly RawItem[];
}

/** All that the table holds, id by id, as `scanRaw`. Throws if there is a value that JSON has no form for, and says where. */
export async function* scanStored(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Stored> {
  for await (const raw of scanRaw(client, table)) yield toStored(raw);
}

/** Returns the items under an ID as JavaScript values. Throws if there is a value that JSON has no form for, and says where. */
export const toStored = ({ id, items }: RawStored): Stored => ({ id, entries: items.map(toStoredEntry) });

/**
 * All that the table holds, id by id; in memory is never more than a page (1 MB). The items of one partition key follow each other in a
 * Scan. Those of a page's last one may go on on the next page, which may be read much later: they are read by themselves, at once.
 * Not by the document client, which fails on a whole page for one value that it cannot read.
 */
export async function* scanRaw(client: DynamoDBDocumentClient, table: string): AsyncGenerator<RawStored> {
  let start: Record<string, AttributeValue> | undefined;
  let cut: string | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ExclusiveStartKey: start }),
    );
    const byId = Map.groupBy(Items, idOf);
    if (cut !== undefined) byId.delete(cut);
    start = LastEvaluatedKey;
    cut = LastEvaluatedKey && idOf(LastEvaluatedKey);
    for (const [id, items] of byId) yield { id, items: id === cut ? await readRaw(client, table, id) : items };
  } while (start);
}

/** Returns the items under an ID (consistent read). Throws if there is a value that JSON has no form for, and says where. */
export const readStored = async (client: DynamoDBDocumentClient, table: string, id: string): Promise<Entry[]> =>
  (await readRaw(client, table, id)).map(toStoredEntry);

/** The items under an id (consistent), as DynamoDB returns them; `key` is the name of the table's partition key. */
export async function readRaw(
  client: DynamoDBDocumentClient,
  table: string,
  id: string,
  key: string = ticketKeys.partition,
): Promise<RawItem[]> {
  const items: RawItem[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': key },
        ExpressionAttributeValues: { ':id': { S: id } },
        ExclusiveStartKey: start,
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

const idOf = (item: RawItem): string => item[ticketKeys.partition]?.S ?? '';

/** The sort key of an item. */
export const entryOf = (item: RawItem): string => item[ticketKeys.sort]?.S ?? '';

function toStoredEntry(item: RawItem): Entry {
  const mistakes = foreignValues(item);
  if (mistakes.length === 0) return withoutId(item);
  throw new Error(
    `${idOf(item)} ${entryOf(item)}: ${described(mistakes)}. To find all such records, and remove them: npm run desk -- records --help`,
  );
}

/** An item as JavaScript has it. That it came by an import, and when its ticket was submitted, is no part of it: see `restore`. */
export function withoutId(item: RawItem): Entry {
  const { id: _, imported: __, ticket_created_at: ___, ...entry } = unmarshall({ ...item });
  return entry as Entry;
}
