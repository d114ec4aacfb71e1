import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { queueOf } from '#core/ticket/queue.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { contributionOf } from '#core/views/contribution.ts';
import { type Counters, sum } from '#core/views/counters.ts';
import type { ViewStore } from '#core/views/ports.ts';
import { termCountersOf } from '#core/views/terms.ts';

/** Returns every ticket's place in a queue as the views have it. */
export const places = async (client: DynamoDBDocumentClient, table: string) =>
  (await Array.fromAsync(scanPlaces(client, table)))
    .flat()
    .map(({ queue, id }) => `${queue} ${id}`)
    .sort();

/** Returns every ticket's place in a queue as the tickets say. */
export const rightPlaces = (tickets: readonly Ticket[]) =>
  tickets.flatMap((ticket) => (queueOf(ticket) === undefined ? [] : `${queueOf(ticket)} ${ticket.id}`)).sort();

/** Returns the counters, without zeros, of the generation that is served. */
export async function served(views: ViewStore): Promise<Counters> {
  const { generation } = await views.state({ consistent: true });
  return sum(await views.counters(generation));
}

/** Returns the counters that the tickets add up to. */
export const truth = (tickets: readonly Ticket[]): Counters =>
  sum(...tickets.flatMap((ticket) => [contributionOf(ticket), termCountersOf(ticket)]));
