import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { CannedReplies, CannedReply, CannedReplyStore } from '#core/canned/canned-reply.ts';
import { cannedReplyKeys, ticketKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { cancellationCodes, retryOnConflict } from './retry-on-conflict.ts';
import { entryKey } from './ticket-item.ts';
import { writeTransaction } from './write-transaction.ts';

interface CannedReplyItem {
  entry: string;
  name: string;
  body: string;
  /** One map: an attribute `status` of its own would put the reply into the index of tickets. */
  actions?: CannedReply['actions'];
  updated_at: string;
}

interface RevisionItem {
  entry: string;
  revision: number;
}

type Item = CannedReplyItem | RevisionItem;

/** Stores canned replies in the tickets table, under one partition key that no ticket can have. */
export function dynamoCannedReplies(table: string, client: DynamoDBDocumentClient = dynamo()): CannedReplyStore {
  const key = (id: string) => entryKey(cannedReplyKeys.partition, cannedReplyKeys.entry + id);

  async function all(): Promise<CannedReplies> {
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
    const items = (await Array.fromAsync(pages, ({ Items = [] }) => Items as Item[])).flat();
    return {
      replies: items.filter(isReply).map(toCannedReply),
      revision: items.find(isRevision)?.revision ?? 0,
    };
  }

  async function put({ id, name, body, actions, updatedAt }: CannedReply, revision: number): Promise<boolean> {
    try {
      await writeTransaction(client, [
        {
          Put: {
            TableName: table,
            Item: { ...revisionKey, revision: revision + 1 },
            ConditionExpression: revision === 0 ? 'attribute_not_exists(revision)' : 'revision = :revision',
            ...(revision > 0 && { ExpressionAttributeValues: { ':revision': revision } }),
          },
        },
        {
          Put: {
            TableName: table,
            Item: { ...key(id), name, body, ...(actions && { actions }), updated_at: updatedAt },
          },
        },
      ]);
      return true;
    } catch (error) {
      if (cancellationCodes(error).includes('ConditionalCheckFailed')) return false;
      throw asUnavailable(error);
    }
  }

  /** Deletes the reply only as it was read: a late or repeated attempt leaves one saved in the meantime. */
  async function remove(id: string): Promise<void> {
    const of = { TableName: table, Key: key(id) };
    const { Item } = await client.send(new GetCommand({ ...of, ConsistentRead: true }));
    if (!Item) return;
    const remove = new DeleteCommand({
      ...of,
      ConditionExpression: 'updated_at = :read',
      ExpressionAttributeValues: { ':read': Item.updated_at },
    });
    try {
      await retryOnConflict(() => client.send(remove));
    } catch (error) {
      // It was deleted or replaced in the meantime.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  return {
    all: () => all().catch(throwAsUnavailable),
    put,
    remove: (id) => remove(id).catch(throwAsUnavailable),
  };
}

const revisionKey = entryKey(cannedReplyKeys.partition, cannedReplyKeys.revision);

const isRevision = (item: Item): item is RevisionItem => item.entry === cannedReplyKeys.revision;
const isReply = (item: Item): item is CannedReplyItem => item.entry.startsWith(cannedReplyKeys.entry);

const toCannedReply = ({ entry, name, body, actions, updated_at: updatedAt }: CannedReplyItem): CannedReply => ({
  id: entry.slice(cannedReplyKeys.entry.length),
  name,
  body,
  ...(actions && { actions }),
  updatedAt,
});
