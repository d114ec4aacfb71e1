import { isDeepStrictEqual } from 'node:util';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { importMark } from '#bin/stored/record-mistakes.ts';
import { readStored, type Stored } from '#bin/stored/stored.ts';
import { besideTicket, ticketEntry, ticketKeys } from '#functions/table-keys.ts';

/** `there` was the same already; `different` was another, which is left alone. */
export type Restored = 'written' | 'there' | 'different';

/** Stores what a line of an export holds, unless there is something in its place. */
export const restore = (client: DynamoDBDocumentClient, table: string, stored: Stored): Promise<Restored> =>
  stored.entries.some(({ entry }) => entry === ticketEntry)
    ? restoreTicket(client, table, stored)
    : restoreItem(client, table, stored);

async function restoreItem(client: DynamoDBDocumentClient, table: string, { id, entries }: Stored): Promise<Restored> {
  const [item] = entries;
  const there = (await readStored(client, table, id)).find(({ entry }) => entry === item?.entry);
  if (there) return isDeepStrictEqual(there, item) ? 'there' : 'different';
  await client.send(new PutCommand({ TableName: table, Item: { ...item, id } }));
  return 'written';
}

/**
 * Stores a ticket as it was exported, unless there is one of its id.
 * Its own item is written last, so that nobody sees it without its events, and what was interrupted is completed by the next time.
 */
async function restoreTicket(client: DynamoDBDocumentClient, table: string, ticket: Stored): Promise<Restored> {
  const { id, entries } = ticket;
  const createdAt = entries.find(({ entry }) => entry === ticketEntry)?.created_at;
  const stored = new Map((await readStored(client, table, id)).map((entry) => [entry.entry, entry]));
  const missing = entries.filter((entry) => !stored.has(entry.entry));
  const same = entries.filter((entry) => isDeepStrictEqual(stored.get(entry.entry), entry));
  if (same.length < stored.size || (stored.has(ticketEntry) && missing.length > 0)) return 'different';
  if (missing.length === 0) return 'there';
  try {
    for (const entry of missing.sort((a, b) => Number(a.entry === ticketEntry) - Number(b.entry === ticketEntry))) {
      await client.send(
        new PutCommand({
          TableName: table,
          Item: {
            ...entry,
            id,
            ...(entry.entry.startsWith(besideTicket.entry) && { ticket_created_at: createdAt }),
            ...importMark,
          },
          ConditionExpression: 'attribute_not_exists(#id)',
          ExpressionAttributeNames: { '#id': ticketKeys.partition },
        }),
      );
    }
    return 'written';
  } catch (error) {
    // Somebody else's write, or this one's whose answer was lost.
    if (error instanceof ConditionalCheckFailedException) return restoreTicket(client, table, ticket);
    throw error;
  }
}
