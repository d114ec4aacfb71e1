import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { KeptCount, SavedCounts } from '#core/saved-views/count-saved-views.ts';
import { savedCountView } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { savedCountKey, type ViewItem } from './view-items.ts';

interface CountItem extends ViewItem {
  readonly generation: number;
  readonly revision: number;
  readonly team: number;
  readonly reads: number;
  readonly read_at: number;
  readonly count: KeptCount['count'];
}

/** Keeps the counts of saved views in the views table, one item for each query. */
export function dynamoSavedCounts(table: string, client: DynamoDBDocumentClient = dynamo()): SavedCounts {
  return {
    async of(hashes) {
      const items = (await batchGet(client, table, hashes.map(savedCountKey), { eventual: true })) as CountItem[];
      return new Map(items.map((item) => [item.view.slice(savedCountView.partition.length), toCount(item)]));
    },
    async keep(hash, { readAt, ...count }) {
      const Item = { ...savedCountKey(hash), ...count, read_at: readAt };
      await client.send(new PutCommand({ TableName: table, Item })).catch(throwAsUnavailable);
    },
  };
}

const toCount = ({ generation, revision, team, reads, read_at: readAt, count }: CountItem): KeptCount => ({
  generation,
  revision,
  team,
  reads,
  readAt,
  count,
});
