import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import type { DueEntry } from '#core/due/due-entry.ts';
import type { DueStore } from '#core/due/ports.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let due: DueStore;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  due = await newStore();
});

async function newStore(): Promise<DueStore> {
  const table = `views-${randomUUID()}`;
  await createTables(engine.client, { ...engine.tables, views: table });
  return dynamoDueStore(table, engine.client);
}

const at = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.123456789Z`;
const entry = (minute: number, version = 1, subject = 'ticket-1'): DueEntry => ({
  kind: 'mail',
  subject,
  at: at(minute),
  version,
});
const stored = async (time?: string) => (await Array.fromAsync(due.before(time))).flat();

describe('due entries', () => {
  it('are read in order of time, and only those due by then', async () => {
    for (const minute of [30, 10, 20]) await due.put(entry(minute));
    expect(await stored()).toEqual([entry(10), entry(20), entry(30)]);
    expect(await stored('2026-11-24T10:20:00.123Z')).toEqual([entry(10), entry(20)]);
    expect(await stored(at(9))).toEqual([]);
  });

  it('are all read, however many there are', async () => {
    const subjects = Array.from({ length: 30 }, () => 'x'.repeat(900) + randomUUID());
    await Promise.all(subjects.map((subject) => due.put(entry(1, 1, subject))));
    expect((await stored()).map(({ subject }) => subject)).toEqual(subjects.toSorted());
  });

  it('are replaced by newer versions only', async () => {
    for (const version of [3, 2, 3, 4, 1]) await due.put(entry(10, version));
    expect(await stored()).toEqual([entry(10, 4)]);
  });

  it('are removed, except those that a newer version has replaced, once or twice', async () => {
    await due.put(entry(10, 2));
    await due.remove(entry(10, 1));
    expect(await stored()).toEqual([entry(10, 2)]);
    for (let times = 0; times < 2; times += 1) await due.remove(entry(10, 2));
    expect(await stored()).toEqual([]);
  });

  it('are removed although they are of an earlier version than the one that is done', async () => {
    await due.put(entry(10, 2));
    await due.remove(entry(10, 3));
    expect(await stored()).toEqual([]);
  });

  it('are the same in whatever order, and however often, they are put', async () => {
    const entries = fc.array(
      fc.record({ minute: fc.nat({ max: 3 }), version: fc.integer({ min: 1, max: 5 }), ticket: fc.nat({ max: 2 }) }),
      { maxLength: 12 },
    );
    const orders = entries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length })),
    );
    await fc.assert(
      fc.asyncProperty(orders, async ([all, order]) => {
        due = await newStore();
        const put = ({ minute, version, ticket }: (typeof all)[number]) =>
          due.put(entry(minute, version, `ticket-${ticket}`));
        for (const one of [...order, ...all.toReversed()]) await put(one);
        const newest = new Map<string, DueEntry>();
        for (const { minute, version, ticket } of all) {
          const one = entry(minute, version, `ticket-${ticket}`);
          const key = one.at + one.subject;
          if (version > (newest.get(key)?.version ?? 0)) newest.set(key, one);
        }
        const keys = [...newest.keys()].sort();
        expect(await stored()).toEqual(keys.map((key) => newest.get(key)));
      }),
      { numRuns: 25 },
    );
  });

  it('are unavailable, not missing, while the database is unreachable', async () => {
    due = dynamoDueStore('views', unreachableClient());
    for (const attempt of [stored(), due.put(entry(1)), due.remove(entry(1))]) {
      await expect(attempt).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});
