import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PostingLists } from '#core/search/ports.ts';
import { viewKeys } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { keyInList, type ViewItem, viewOfList, wordKey } from './view-items.ts';

/** The most keys that DynamoDB reads in one request. */
const BATCH = 100;

/** Reads the posting lists and the dictionary of words in the views table (eventually consistent). */
export function dynamoPostingLists(table: string, client: DynamoDBDocumentClient = dynamo()): PostingLists {
  const entriesOf = async (view: string, from: string, to: string, limit: number, isNewestFirst: boolean) => {
    const query = new QueryCommand({
      TableName: table,
      KeyConditionExpression: '#view = :view AND #entry BETWEEN :from AND :to',
      ExpressionAttributeNames: { '#view': viewKeys.partition, '#entry': viewKeys.sort },
      ExpressionAttributeValues: { ':view': view, ':from': from, ':to': to },
      ScanIndexForward: !isNewestFirst,
      Limit: limit,
    });
    const { Items = [], LastEvaluatedKey } = await client.send(query).catch(throwAsUnavailable);
    return { entries: (Items as ViewItem[]).map(({ entry }) => entry), more: LastEvaluatedKey !== undefined };
  };

  return {
    async page(list, { start, end, order }, limit) {
      const isNewestFirst = order === 'newest';
      const [from, to] = isNewestFirst ? [end, start] : [start, end];
      const { entries, more } = await entriesOf(viewOfList(list), from, to, limit, isNewestFirst);
      return { places: entries, more };
    },

    async having(list, places) {
      const batches = Array.from({ length: Math.ceil(places.length / BATCH) }, (_, index) =>
        places.slice(index * BATCH, (index + 1) * BATCH).map((place) => ({ ...keyInList(list, place) })),
      );
      const items = await Promise.all(batches.map((keys) => batchGet(client, table, keys, { eventual: true })));
      return new Set(items.flat().map((item) => (item as ViewItem).entry));
    },

    async completions(beginning, most) {
      const { view, entry } = wordKey(beginning);
      return (await entriesOf(view, entry, `${entry}\u{10ffff}`, most, false)).entries;
    },
  };
}
