import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { DueEntry, DueKind } from '#core/due/due-entry.ts';
import type { DueStore } from '#core/due/ports.ts';
import { dueView, viewKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { unlessRefused } from './unless-refused.ts';
import { dueKey, type ViewItem } from './view-items.ts';

/** Stores due entries in one partition of the views table, sorted by time. They belong to no generation of the views. */
export function dynamoDueStore(table: string, client: DynamoDBDocumentClient = dynamo()): DueStore {
  return {
    async *before(time) {
      const query = {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: `#view = :due${time === undefined ? '' : ' AND #entry < :time'}`,
        ExpressionAttributeNames: {
          '#view': viewKeys.partition,
          ...(time !== undefined && { '#entry': viewKeys.sort }),
        },
        ExpressionAttributeValues: { ':due': dueView, ...(time !== undefined && { ':time': time }) },
      };
      try {
        for await (const { Items = [] } of paginateQuery({ client }, query)) yield (Items as ViewItem[]).map(toEntry);
      } catch (error) {
        throw asUnavailable(error);
      }
    },
    async put(entry) {
      const { version } = entry;
      const put = new PutCommand({
        TableName: table,
        Item: { ...dueKey(entry), version },
        ConditionExpression: 'attribute_not_exists(version) OR version < :version',
        ExpressionAttributeValues: { ':version': version },
      });
      await unlessRefused(client.send(put));
    },
    async remove(entry) {
      const remove = new DeleteCommand({
        TableName: table,
        Key: dueKey(entry),
        ConditionExpression: 'version <= :version',
        ExpressionAttributeValues: { ':version': entry.version },
      });
      await unlessRefused(client.send(remove));
    },
  };
}

function toEntry({ entry, version }: ViewItem): DueEntry {
  const [at = '', subject = '', kind = ''] = entry.split('#');
  return { kind: kind as DueKind, subject, at, version: Number(version) };
}
