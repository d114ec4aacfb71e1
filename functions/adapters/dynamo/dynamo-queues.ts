import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { mergeNewestFirst } from '#core/ticket/merge-newest-first.ts';
import type { QueueStore } from '#core/ticket/ports.ts';
import type { Position } from '#core/ticket/ticket.ts';
import type { QueueMove } from '#core/views/fold.ts';
import { viewKeys } from '#functions/table-keys.ts';
import { asUnavailable, dynamo } from './dynamo-client.ts';
import { retryOnConflict } from './retry-on-conflict.ts';
import { placeOf, queueKey, type ViewItem } from './view-items.ts';
import type { Action } from './write-transaction.ts';

/** The queues in the views table: a partition for each, in the order of the list. */
export const dynamoQueues = (table: string, client: DynamoDBDocumentClient = dynamo()): QueueStore => ({
  async page(queues, limit, after) {
    const runs = await Promise.all(queues.map((queue) => newestOf(client, table, queue, limit, after)));
    return mergeNewestFirst(runs, limit);
  },
});

async function newestOf(
  client: DynamoDBDocumentClient,
  table: string,
  queue: string,
  limit: number,
  after: Position | undefined,
) {
  const { view, entry } = queueKey(queue, after);
  try {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: `#view = :view${after ? ' AND #entry < :after' : ''}`,
        ExpressionAttributeNames: { '#view': viewKeys.partition, ...(after && { '#entry': viewKeys.sort }) },
        ExpressionAttributeValues: { ':view': view, ...(after && { ':after': entry }) },
        ScanIndexForward: false,
        // One to see whether more follow.
        Limit: limit + 1,
      }),
    );
    return { items: Items.map((item) => placeOf(item as ViewItem)), complete: LastEvaluatedKey === undefined };
  } catch (error) {
    throw asUnavailable(error);
  }
}

/** Returns the writes that move a ticket between queues, each with the condition that no later change has put it there. */
export function placeActions(TableName: string, { ticket, version, from, to }: QueueMove): Action[] {
  const isEarlier = {
    TableName,
    ConditionExpression: 'attribute_not_exists(version) OR version < :version',
    ExpressionAttributeValues: { ':version': version },
  };
  return [
    ...(to === undefined ? [] : [{ Put: { ...isEarlier, Item: { ...queueKey(to, ticket), version } } }]),
    ...(from === undefined ? [] : [{ Delete: { ...isEarlier, Key: queueKey(from, ticket) } }]),
  ];
}

/** Puts a ticket into the queue that it enters, unless a later change has. Rejects with the SDK's errors. */
export const enterQueue = (client: DynamoDBDocumentClient, table: string, move: QueueMove) =>
  write(client, placeActions(table, { ...move, from: undefined }));

/** Removes a ticket from the queue that it leaves, unless a later change has put it there. Rejects with the SDK's errors. */
export const leaveQueue = (client: DynamoDBDocumentClient, table: string, move: QueueMove) =>
  write(client, placeActions(table, { ...move, to: undefined }));

async function write(client: DynamoDBDocumentClient, actions: readonly Action[]): Promise<void> {
  for (const { Put, Delete } of actions) {
    try {
      if (Put) await retryOnConflict(() => client.send(new PutCommand(Put)));
      if (Delete) await retryOnConflict(() => client.send(new DeleteCommand(Delete)));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
