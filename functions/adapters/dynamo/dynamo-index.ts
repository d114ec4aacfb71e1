import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { IndexStore } from '#core/search/compare-index.ts';
import type { IndexItem, Place } from '#core/search/index-items.ts';
import type { Conversation } from '#core/search/postings.ts';
import { besideTicket, ticketEntry, ticketKeys, viewKeys } from '#functions/table-keys.ts';
import { batchGet } from './batch-get.ts';
import { throwAsUnavailable } from './dynamo-client.ts';
import { dynamoPostings } from './dynamo-postings.ts';
import type { EntryItem } from './entry-items.ts';
import { inWaves } from './in-waves.ts';
import { enterLists } from './list-places.ts';
import { isEntry } from './new-item-record.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';
import { isTicket } from './ticket-record.ts';
import { unlessRefused } from './unless-refused.ts';
import {
  DICTIONARY_PREFIX,
  type ItemKey,
  knownLists,
  LIST_PREFIX,
  listKey,
  listPlaceOf,
  nameOfKey,
  ticketKey,
  type ViewItem,
  wordKey,
} from './view-items.ts';

interface Tables {
  readonly tickets: string;
  readonly views: string;
}

/** DynamoDB takes this many keys in a request. */
const BATCH = 100;
const AT_A_TIME = 40;

/** The index and the tickets (consistent), for the command line alone. */
export function dynamoIndex(client: DynamoDBDocumentClient, { tickets, views }: Tables): IndexStore {
  const postings = dynamoPostings(views, client);
  return {
    items: () => items(client, views),
    conversations: () => conversations(client, tickets),
    async conversation(id) {
      const query = {
        TableName: tickets,
        ConsistentRead: true,
        KeyConditionExpression: '#id = :id',
        ExpressionAttributeNames: { '#id': ticketKeys.partition },
        ExpressionAttributeValues: { ':id': id },
      };
      const pages = paginateQuery({ client }, query);
      const all = await Array.fromAsync(pages, ({ Items = [] }) => Items).catch(throwAsUnavailable);
      return conversationsIn(all.flat())[0];
    },
    knownLists: async (id) => knownLists((await batchGet(client, views, [ticketKey(id)]))[0] as ViewItem | undefined),
    async missing(items) {
      const byName = new Map(items.map((item) => [nameOfKey(keyOf(item)), item]));
      const keys = [...byName.values()].map(keyOf);
      for (let start = 0; start < keys.length; start += BATCH) {
        const stored = (await batchGet(client, views, keys.slice(start, start + BATCH))) as unknown as ItemKey[];
        for (const key of stored) byName.delete(nameOfKey(key));
      }
      return [...byName.values()];
    },
    async put(items) {
      const places = items.filter((item) => 'list' in item);
      const lasting = places.filter(({ version }) => version === undefined);
      await postings.put({
        fresh: lasting.map(({ list, ticket }) => ({ ticket, lists: [list] })),
        other: [],
        words: items.flatMap((item) => ('word' in item ? item.word : [])),
      });
      const moves = places.flatMap(({ list, ticket, version }) =>
        version === undefined ? [] : { ticket, version, enters: [list], leaves: [], isFirst: false },
      );
      await enterLists(client, views, moves);
    },
    remove: (places) => inWaves(places, AT_A_TIME, (place) => remove(client, views, place)),
  };
}

const keyOf = (item: IndexItem): ItemKey => ('word' in item ? wordKey(item.word) : listKey(item.list, item.ticket));

async function* items(client: DynamoDBDocumentClient, table: string): AsyncGenerator<IndexItem[]> {
  const scan = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: 'begins_with(#view, :list) OR begins_with(#view, :words)',
    ProjectionExpression: '#view, #entry, version',
    ExpressionAttributeNames: { '#view': viewKeys.partition, '#entry': viewKeys.sort },
    ExpressionAttributeValues: { ':list': LIST_PREFIX, ':words': DICTIONARY_PREFIX },
  };
  for await (const { Items = [] } of paginateScan({ client }, scan)) yield (Items as ViewItem[]).map(toIndexItem);
}

function toIndexItem({ view, entry, version }: ViewItem): IndexItem {
  if (view.startsWith(DICTIONARY_PREFIX)) return { word: entry };
  return { ...listPlaceOf({ view, entry }), version: version as number | undefined };
}

/** A ticket with its entries as they are stored. */
export interface StoredConversation extends Conversation {
  readonly entries: readonly EntryItem[];
}

/** Yields all tickets with their entries (consistent). The items of a ticket follow each other in a scan; those of a page's last one may go on on the next page. */
export async function* conversations(
  client: DynamoDBDocumentClient,
  table: string,
): AsyncGenerator<StoredConversation[]> {
  const scan = {
    TableName: table,
    ConsistentRead: true,
    FilterExpression: '#entry = :ticket OR begins_with(#entry, :entries)',
    ExpressionAttributeNames: { '#entry': ticketKeys.sort },
    ExpressionAttributeValues: { ':ticket': ticketEntry, ':entries': besideTicket.entry },
  };
  let begun: Item[] = [];
  for await (const { Items = [], LastEvaluatedKey } of paginateScan({ client }, scan)) {
    const all = [...begun, ...Items];
    begun = LastEvaluatedKey ? all.filter(({ id }) => id === LastEvaluatedKey[ticketKeys.partition]) : [];
    yield conversationsIn(all.slice(0, all.length - begun.length));
  }
}

type Item = Readonly<Record<string, unknown>>;

/** Returns the tickets among these items, with their entries. What can't be read, the rebuild of the views reports. */
const conversationsIn = (all: readonly Item[]): StoredConversation[] =>
  [...Map.groupBy(all, ({ id }) => id).values()].flatMap((items) => {
    const ticket = items.find((item): item is TicketItem & Item => item.entry === ticketEntry && isTicket(item));
    return ticket
      ? { ticket: toTicket(ticket), entries: items.filter((item): item is EntryItem & Item => isEntry(item)) }
      : [];
  });

const remove = (client: DynamoDBDocumentClient, TableName: string, { list, ticket, version }: Place) =>
  unlessRefused(
    client.send(
      new DeleteCommand({
        TableName,
        Key: listKey(list, ticket),
        ...(version !== undefined && {
          ConditionExpression: 'version = :version',
          ExpressionAttributeValues: { ':version': version },
        }),
      }),
    ),
  );
