import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PostingStore } from '#core/search/ports.ts';
import type { Postings } from '#core/search/postings.ts';
import { batchGet } from './batch-get.ts';
import { batchWrite } from './batch-write.ts';
import { dynamo } from './dynamo-client.ts';
import { inWaves } from './in-waves.ts';
import { type ItemKey, listKey, nameOfKey, wordKey } from './view-items.ts';

/** Words that a process knows to be in the dictionary: with their set, some megabytes. */
const MAX_KNOWN = 50_000;
/** DynamoDB takes this many keys in a request. */
const BATCH = 100;
/** Requests at a time, well below the client's sockets. */
const AT_A_TIME = 20;

/** Stores lists and dictionary in the views table, where they belong to no generation. */
export function dynamoPostings(table: string, client: DynamoDBDocumentClient = dynamo()): PostingStore {
  const known = new Set<string>();
  const put = (keys: readonly ItemKey[]) =>
    batchWrite(
      client,
      table,
      keys.map((Item) => ({ PutRequest: { Item } })),
    );
  /** Returns the keys that nothing is stored under. An eventual read costs a tenth of a write; what it overlooks is written again. */
  async function missing(keys: readonly ItemKey[]): Promise<ItemKey[]> {
    const stored = new Set<string>();
    const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, index) =>
      keys.slice(index * BATCH, (index + 1) * BATCH),
    );
    await inWaves(batches, AT_A_TIME, async (batch) => {
      const items = await batchGet(client, table, batch, { eventual: true });
      for (const item of items) stored.add(nameOfKey(item as unknown as ItemKey));
    });
    return keys.filter((key) => !stored.has(nameOfKey(key)));
  }
  async function learn(words: readonly string[]): Promise<void> {
    const unknown = [...new Set(words)].filter((word) => !known.has(word));
    await put(await missing(unknown.map(wordKey)));
    if (known.size + unknown.length > MAX_KNOWN) known.clear();
    for (const word of unknown.slice(0, MAX_KNOWN)) known.add(word);
  }
  return {
    async put({ fresh, other, words }) {
      const written = new Map(keysOf(fresh).map((key) => [nameOfKey(key), key]));
      const perhaps = distinct(keysOf(other)).filter((key) => !written.has(nameOfKey(key)));
      await Promise.all([learn(words), put([...written.values()]), missing(perhaps).then(put)]);
    },
    async remove(postings) {
      const deletions = distinct(keysOf(postings)).map((Key) => ({ DeleteRequest: { Key } }));
      await batchWrite(client, table, deletions);
    },
  };
}

const keysOf = (postings: readonly Postings[]): ItemKey[] =>
  postings.flatMap(({ ticket, lists }) => lists.map((list) => listKey(list, ticket)));

/** A request may name a key only once. */
const distinct = (keys: readonly ItemKey[]): ItemKey[] => [
  ...new Map(keys.map((key) => [nameOfKey(key), key])).values(),
];
