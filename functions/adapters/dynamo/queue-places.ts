import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { queueOf } from '#core/ticket/queue.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { viewKeys } from '#functions/table-keys.ts';
import { asUnavailable } from './dynamo-client.ts';
import { ticketsOf } from './ticket-pages.ts';
import { placeOf, QUEUE_PREFIX, queueKey, type ViewItem } from './view-items.ts';

/** A ticket's place in a queue, by the change that put it there. */
interface Place extends Position {
  readonly queue: string;
  readonly version: number;
}

/** Yields every place in every queue (consistent), in pages of at most 100. For the command line alone. */
export async function* scanPlaces(client: DynamoDBDocumentClient, table: string): AsyncGenerator<Place[]> {
  const scan = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'begins_with(#view, :queue)',
    ExpressionAttributeNames: { '#view': viewKeys.partition },
    ExpressionAttributeValues: { ':queue': QUEUE_PREFIX },
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) {
    const places = (Items as (ViewItem & Place)[]).map((item) => ({ ...placeOf(item), version: item.version }));
    for (let start = 0; start < places.length; start += 100) yield places.slice(start, start + 100);
  }
}

/**
 * Removes the places of tickets that aren't in that queue, while traffic goes on: one that a later change puts there again stays. Throws `unavailable`.
 */
export async function removeRefutedPlaces(client: DynamoDBDocumentClient, tickets: string, views: string) {
  for await (const places of scanPlaces(client, views)) {
    const ids = new Set(places.map(({ id }) => id));
    const queues = new Map((await ticketsOf(client, tickets, [...ids])).map((ticket) => [ticket.id, queueOf(ticket)]));
    for (const place of places.filter(({ id, queue }) => queues.get(id) !== queue)) await remove(client, views, place);
  }
}

async function remove(client: DynamoDBDocumentClient, table: string, { queue, version, ...ticket }: Place) {
  try {
    await client.send(
      new DeleteCommand({
        TableName: table,
        Key: queueKey(queue, ticket),
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw asUnavailable(error);
  }
}
