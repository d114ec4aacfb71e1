import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { asUnavailable } from './dynamo-client.ts';

/** The items of at most 100 keys (consistent), in no order; keys without an item are left out. Throws `unavailable`. */
export async function batchGet(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Readonly<Record<string, unknown>>[],
): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  try {
    for (let left = keys; left.length > 0; ) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({
          RequestItems: { [table]: { Keys: left.map((key) => ({ ...key })), ConsistentRead: true } },
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
