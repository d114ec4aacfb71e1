import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchWrite } from '#adapters/dynamo/batch-write.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoIndex } from '#adapters/dynamo/dynamo-index.ts';
import { wordKey } from '#adapters/dynamo/view-items.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

/** A client of a database that throttles: it does only so many writes of a request, and returns the others. */
function throttled(most: number) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: engine.endpoint, region: 'eu-central-1', credentials });
  client.middlewareStack.add(
    (next) => async (args) => {
      const { RequestItems } = args.input as { RequestItems: Record<string, unknown[]> };
      const [[table, writes] = ['', []]] = Object.entries(RequestItems);
      const UnprocessedItems = { [table]: writes.slice(most) };
      if (most === 0) return { output: { UnprocessedItems, $metadata: {} } as never, response: {} };
      const done = await next({ ...args, input: { RequestItems: { [table]: writes.slice(0, most) } } as never });
      return { ...done, output: { ...done.output, UnprocessedItems } };
    },
    { step: 'initialize' },
  );
  return client;
}

const words = Array.from({ length: 60 }, (_, index) => `word${index}`);
const writes = words.map((word) => ({ PutRequest: { Item: wordKey(word) } }));

it('writes more items than fit into a request, and again those that are returned', async () => {
  await batchWrite(throttled(7), engine.tables.views, writes);
  const stored = (await Array.fromAsync(dynamoIndex(engine.client, engine.tables).items())).flat();
  expect(stored.map((item) => ('word' in item ? item.word : '')).sort()).toEqual(words.toSorted());
});

it('is unavailable if the database stays too busy, or is unreachable', async () => {
  const unavailable = { refusal: 'unavailable' };
  await expect(batchWrite(throttled(0), engine.tables.views, writes)).rejects.toMatchObject(unavailable);
  await expect(batchWrite(unreachableClient(), 'views', writes)).rejects.toMatchObject(unavailable);
});
