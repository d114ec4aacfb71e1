import { type DynamoDBDocumentClient, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Counters } from '#core/views/counters.ts';
import type { Applied, Fold, Known } from '#core/views/fold.ts';
import { initialState, type ViewsState } from '#core/views/generation.ts';
import type { ViewStore } from '#core/views/ports.ts';
import { viewKeys } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { asUnavailable, dynamo, throwAsUnavailable } from './dynamo-client.ts';
import { enterQueue, leaveQueue, placeActions } from './dynamo-queues.ts';
import { foldActions } from './fold-actions.ts';
import { enterFirstLists, enterLists, leaveLists } from './list-places.ts';
import { cancellationCodes, retryOnConflict } from './retry-on-conflict.ts';
import {
  appliedOf,
  countersKey,
  type ItemKey,
  nameOfKey,
  numbersOf,
  otherApplied,
  stateKey,
  ticketKey,
  type ViewItem,
  viewOfCounters,
} from './view-items.ts';
import { writeTransaction } from './write-transaction.ts';

/** Stores the views in a DynamoDB table of their own. */
export function dynamoViewStore(table: string, client: DynamoDBDocumentClient = dynamo()): ViewStore {
  return {
    state: (options) => state(client, table, options?.consistent ?? false),
    known: (generation, of) => known(client, table, generation, of),
    apply: (generation, changedAt, fold) => apply(client, table, generation, changedAt, fold),
    leave: (moves) => leaveLists(client, table, moves),
    revise: (changedAt) => revise(client, table, changedAt),
    counters: (generation, from) => counters(client, table, generation, from),
  };
}

async function state(client: DynamoDBDocumentClient, table: string, consistent: boolean): Promise<ViewsState> {
  try {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: stateKey, ConsistentRead: consistent }));
    const { generation, revision, changed_at: changedAt, saved_views: savedViews, building, previous } = { ...Item };
    return {
      generation: generation ?? initialState.generation,
      revision: revision ?? initialState.revision,
      changedAt: changedAt ?? initialState.changedAt,
      savedViews,
      building,
      previous,
    };
  } catch (error) {
    throw asUnavailable(error);
  }
}

async function known(
  client: DynamoDBDocumentClient,
  table: string,
  generation: number,
  { ids, terms }: { readonly ids: readonly string[]; readonly terms: readonly string[] },
): Promise<Known> {
  const keys = [...ids.map(ticketKey), ...terms.map((entry) => countersKey(generation, entry))];
  const items = (await batchGet(client, table, keys)) as ViewItem[];
  const byName = new Map(items.map((item) => [nameOfKey(item), item]));
  const find = (key: ItemKey) => byName.get(nameOfKey(key));
  const ofTickets = (slot: typeof appliedOf) =>
    new Map(
      ids.flatMap((id): [string, Applied][] => {
        const found = slot(find(ticketKey(id)), generation);
        return found ? [[id, found]] : [];
      }),
    );
  const counted = terms.flatMap((entry): [string, Map<string, number>][] => {
    const item = find(countersKey(generation, entry));
    return item ? [[entry, numbersOf(item)]] : [];
  });
  return { applied: ofTickets(appliedOf), others: ofTickets(otherApplied), terms: new Map(counted) };
}

async function apply(
  client: DynamoDBDocumentClient,
  table: string,
  generation: number,
  changedAt: number | undefined,
  fold: Fold,
): Promise<'applied' | 'outdated' | 'moved'> {
  const isLive = changedAt !== undefined;
  const actions = foldActions(table, generation, changedAt, fold);
  // In the same transaction: a fold that stopped halfway, or one that is overtaken, must not leave a ticket in the wrong queue, or in none.
  let places = isLive ? fold.moves.flatMap((move) => placeActions(table, move)) : [];
  const { first = [], later = [] } = Object.groupBy(fold.listMoves, ({ isFirst }) =>
    isFirst && !isLive ? 'first' : 'later',
  );
  await Promise.all([enterFirstLists(client, table, first), enterLists(client, table, later)]);
  for (;;) {
    try {
      // Queues belong to no generation, and the one being built may be behind them. Until its step is done a ticket leaves none: later changes, which find
      // it in the same queue as before, wouldn't put it there again.
      if (!isLive) await Promise.all(fold.moves.map((move) => enterQueue(client, table, move)));
      await writeTransaction(client, [...actions, ...places]);
      break;
    } catch (error) {
      const codes = cancellationCodes(error);
      const [ofState, ...ofTickets] = codes.slice(0, actions.length);
      if (ofState === FAILED) return 'moved';
      if (ofTickets.includes(FAILED)) return 'outdated';
      // The generation being built may be ahead, too: then the place is of a later change, and stays.
      const left = places.filter((_, index) => codes[actions.length + index] !== FAILED);
      if (left.length === places.length) throw asUnavailable(error);
      places = left;
    }
  }
  if (!isLive) await Promise.all(fold.moves.map((move) => leaveQueue(client, table, move))).catch(throwAsUnavailable);
  await leaveLists(client, table, fold.listMoves);
  return 'applied';
}

/** The code of an action whose condition isn't met. */
const FAILED = 'ConditionalCheckFailed';

async function revise(client: DynamoDBDocumentClient, table: string, changedAt: number): Promise<void> {
  const update = new UpdateCommand({
    TableName: table,
    Key: stateKey,
    UpdateExpression: 'SET changed_at = :now ADD revision :one',
    ExpressionAttributeValues: { ':now': changedAt, ':one': 1 },
  });
  await retryOnConflict(() => client.send(update)).catch(throwAsUnavailable);
}

async function counters(
  client: DynamoDBDocumentClient,
  table: string,
  generation: number,
  from = ' ',
): Promise<Counters> {
  const all = new Map<string, Map<string, number>>();
  const pages = paginateQuery(
    { client },
    {
      TableName: table,
      KeyConditionExpression: '#view = :view AND #entry >= :from',
      ExpressionAttributeNames: { '#view': viewKeys.partition, '#entry': viewKeys.sort },
      ExpressionAttributeValues: { ':view': viewOfCounters(generation), ':from': from },
    },
  );
  try {
    for await (const { Items = [] } of pages) {
      for (const item of Items as ViewItem[]) all.set(item.entry, numbersOf(item));
    }
    return all;
  } catch (error) {
    throw asUnavailable(error);
  }
}
