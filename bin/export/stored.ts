import { type DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { ticketKeys } from '../../functions/table-keys.ts';

/** An item without its partition key: a ticket's own or one beside it, or one beside tickets. */
export interface Entry {
  readonly entry: string;
  readonly [attribute: string]: unknown;
}

/** What is stored under a partition key, mostly a ticket's id, in the order of the table's sort key. */
export interface Stored {
  readonly id: string;
  readonly entries: readonly Entry[];
}

type Item = Entry & { readonly id: string; readonly imported?: true };

/**
 * All that the table holds, id by id; in memory is never more than a page (1 MB). The items of one partition key follow each other in a
 * Scan. Those of a page's last one may go on on the next page, which may be read much later: they are read by themselves, at once.
 */
export async function* scanStored(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Stored> {
  let cut: string | undefined;
  for await (const { Items = [], LastEvaluatedKey } of paginateScan(
    { client },
    { TableName: table, ConsistentRead: true },
  )) {
    const tickets = Map.groupBy(Items as Item[], ({ id }) => id);
    if (cut !== undefined) tickets.delete(cut);
    cut = LastEvaluatedKey?.[ticketKeys.partition];
    for (const [id, items] of tickets) {
      yield { id, entries: id === cut ? await readStored(client, table, id) : items.map(withoutId) };
    }
  }
}

/** What is stored under an id (consistent). */
export async function readStored(client: DynamoDBDocumentClient, table: string, id: string): Promise<Entry[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#id = :id',
      ExpressionAttributeNames: { '#id': ticketKeys.partition },
      ExpressionAttributeValues: { ':id': id },
    },
  );
  return (await Array.fromAsync(pages, ({ Items }) => (Items as Item[]).map(withoutId))).flat();
}

/** That an item came by an import is no part of it: see `restore`. */
const withoutId = ({ id: _, imported: __, ...entry }: Item): Entry => entry;
