import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { randomPause } from '#adapters/random-pause.ts';
import { unavailable } from '#core/errors.ts';
import { asUnavailable } from './dynamo-client.ts';

/** DynamoDB returns keys unprocessed when it throttles. This many attempts, with their pauses, take less than two seconds. */
const MAX_ATTEMPTS = 10;

/** Returns the items of at most 100 keys (consistent unless `eventual`), in no particular order, without the keys that have none. Throws `unavailable`. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Readonly<Record<string, unknown>>[],
  { eventual = false }: { readonly eventual?: boolean } = {},
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  try {
    for (let left = keys, attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > MAX_ATTEMPTS) throw unavailable('The database is too busy. Try again.');
      if (attempt > 1) await randomPause(attempt - 1);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: { [table]: { Keys: left.map((key) => ({ ...key })), ConsistentRead: !eventual } },
        }),
      );
      items.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
  } catch (error) {
    throw asUnavailable(error);
  }
  return items;
}
