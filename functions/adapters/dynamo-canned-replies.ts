import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { CannedReply, CannedReplyStore } from '../core/canned-reply.ts';
import { cannedReplyKeys, ticketKeys } from '../table-keys.ts';
import { dynamo, rethrow } from './dynamo-client.ts';
import { entryKey } from './ticket-item.ts';

interface CannedReplyItem {
  entry: string;
  name: string;
  body: string;
  updated_at: string;
}

/** Canned replies under one partition key of the tickets table, which no ticket can have. */
export function dynamoCannedReplies(table: string, client: DynamoDBDocumentClient = dynamo()): CannedReplyStore {
  const key = (id: string) => entryKey(cannedReplyKeys.partition, cannedReplyKeys.entry + id);

  async function all(): Promise<readonly CannedReply[]> {
    const pages = paginateQuery(
      { client },
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': ticketKeys.partition },
        ExpressionAttributeValues: { ':id': cannedReplyKeys.partition },
      },
    );
    return (await Array.fromAsync(pages, ({ Items }) => (Items as CannedReplyItem[]).map(toCannedReply))).flat();
  }

  const put = ({ id, name, body, updatedAt }: CannedReply) =>
    client.send(new PutCommand({ TableName: table, Item: { ...key(id), name, body, updated_at: updatedAt } }));
  const remove = (id: string) => client.send(new DeleteCommand({ TableName: table, Key: key(id) }));

  return {
    all: () => all().catch(rethrow),
    put: async (reply) => void (await put(reply).catch(rethrow)),
    remove: async (id) => void (await remove(id).catch(rethrow)),
  };
}

const toCannedReply = ({ entry, name, body, updated_at: updatedAt }: CannedReplyItem): CannedReply => ({
  id: entry.slice(cannedReplyKeys.entry.length),
  name,
  body,
  updatedAt,
});
