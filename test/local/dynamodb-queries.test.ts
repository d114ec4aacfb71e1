import {
  type QueryCommandInput,
  type QueryCommandOutput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, names, type Plain, startDatabase, ticket } from './dynamodb-under-test.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

type Page = Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>;

/** All items, page by page. */
async function walk(page: (ExclusiveStartKey: Page['LastEvaluatedKey']) => Promise<Page>): Promise<Plain[]> {
  const items: Plain[] = [];
  let start: Page['LastEvaluatedKey'];
  do {
    const { Items = [], LastEvaluatedKey } = await page(start);
    items.push(...Items.map((item) => unmarshall(item)));
    start = LastEvaluatedKey;
  } while (start);
  return items;
}

const walkIndex = (status: string, more: Partial<QueryCommandInput> = {}) =>
  walk((ExclusiveStartKey) => database.query(status, { ...more, ExclusiveStartKey }));

const inBytes = (a: unknown, b: unknown) => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
const key = ({ id, entry }: Plain) => JSON.stringify([id, entry]);

let runs = 0;

describe('a query of an index', () => {
  it('finds every item once, in order, whatever the page, the direction and the characters', async () => {
    const characters = fc.constantFrom('a', 'b', '~', '/', '\u0000', 'é', '日', '\uFFFD', '"');
    const name = fc.string({ unit: characters, minLength: 1, maxLength: 3 });
    const item = fc.record({ id: name, entry: name, created_at: name, message: fc.string({ unit: 'binary' }) });
    const some = fc.uniqueArray(item, { selector: key, minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 1, max: 13 }), fc.boolean(), async (items, Limit, ScanIndexForward) => {
        const run = `run-${runs++}`;
        const made = items.map((one) => ticket(`${run}${one.id}`, { ...one, id: `${run}${one.id}`, status: run }));
        for (const one of made) await database.put(one);
        const found = await walkIndex(run, { Limit, ScanIndexForward });
        const direction = ScanIndexForward ? 1 : -1;
        const expected = made.map((one) => one.created_at).sort((a, b) => direction * inBytes(a, b));
        expect(found.map((one) => one.created_at)).toEqual(expected);
        expect(new Set(found.map(key))).toEqual(new Set(made.map(key)));
        for (const one of found) expect(made).toContainEqual(one);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps items apart that have the same index key, and whose own keys run into the same text', async () => {
    const items = [
      ticket('ab', { entry: 'c', status: 'twins' }),
      ticket('a', { entry: 'bc', status: 'twins' }),
      ticket('abc', { entry: 'c', status: 'twins' }),
    ];
    for (const item of items) await database.put(item);
    for (const ScanIndexForward of [true, false]) {
      const found = await walkIndex('twins', { Limit: 1, ScanIndexForward });
      expect(found.map(key).sort()).toEqual(items.map(key).sort());
    }
    await database.put(ticket('ab', { entry: 'c', status: 'moved' }));
    expect((await walkIndex('twins')).map(key).sort()).toEqual(items.slice(1).map(key).sort());
  });

  it.each([
    ['<', ['t1']],
    ['<=', ['t1', 't2']],
    ['>', ['t3']],
    ['>=', ['t2', 't3']],
  ])('understands %s on the sort key', async (comparison, expected) => {
    for (const time of ['t1', 't2', 't3']) await database.put(ticket(time, { status: 'compared', created_at: time }));
    const found = await walkIndex('compared', {
      Limit: 1,
      KeyConditionExpression: `#status = :status AND created_at ${comparison} :time`,
      ExpressionAttributeValues: { ':status': { S: 'compared' }, ':time': { S: 't2' } },
    });
    expect(found.map(({ created_at }) => created_at)).toEqual(expected);
  });

  it('ends a page with the item that reaches a megabyte, in bytes, counting or not', async () => {
    const megabyte = 1024 * 1024;
    const rest = JSON.stringify(ticket('t00', { status: 'megabyte' })).length;
    for (const character of ['x', '€']) {
      const status = `megabyte of ${character}`;
      const message = character.repeat(Math.ceil((megabyte / 8 - rest / 2) / Buffer.byteLength(character)));
      for (let n = 0; n < 20; n++) await database.put(ticket(`${character}${n}`, { status, message }));
      const { Count, LastEvaluatedKey } = await database.query(status, { Select: 'COUNT' });
      expect(Count).toBe(8);
      const second = await database.query(status, { Select: 'COUNT', ExclusiveStartKey: LastEvaluatedKey });
      expect(second.Count).toBe(8);
      const third = await database.query(status, { Select: 'COUNT', ExclusiveStartKey: second.LastEvaluatedKey });
      expect(third.Count).toBe(4);
      expect(third.LastEvaluatedKey).toBeUndefined();
      expect(new Set((await walkIndex(status)).map(key)).size).toBe(20);
    }
  });

  it('says where it stopped at its limit, and nothing at its end', async () => {
    const times = ['1', '2', '3'].map((time) => ticket(`limit-${time}`, { status: 'limited', created_at: time }));
    for (const item of times) await database.put(item);
    expect((await database.query('limited', { Limit: 2 })).LastEvaluatedKey).toEqual({
      id: { S: 'limit-2' },
      entry: { S: 'ticket' },
      status: { S: 'limited' },
      created_at: { S: '2' },
    });
    expect((await database.query('limited', { Limit: 4 })).LastEvaluatedKey).toBeUndefined();
  });

  it('is refused for an index that does not exist', async () => {
    await expect(database.query('open', { IndexName: 'nothing' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

describe('a scan', () => {
  it('finds every item of its table once, and no other', async () => {
    const TableName = names.agents;
    const made = Array.from({ length: 30 }, (_, n) => ({ key_hash: `hash-${n}`, name: `agent ${n}` }));
    for (const item of made) await database.put(item, { TableName });
    const scan = (more: Partial<ScanCommandInput>) => database.client.send(new ScanCommand({ TableName, ...more }));
    const found = await walk((ExclusiveStartKey) => scan({ Limit: 7, ExclusiveStartKey }));
    expect(new Set(found.map(({ key_hash }) => key_hash))).toEqual(new Set(made.map(({ key_hash }) => key_hash)));
    expect(found).toHaveLength(made.length);
  });
});
