import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DiscardedBatch } from './discarded-batch.ts';
import { ticket } from './dynamodb-under-test.ts';
import { type EventSourceOptions, eventSource } from './event-source.ts';
import { reader, sequenceOf, startStreamedDatabase } from './streamed-database.ts';

const consumer: EventSourceOptions['consumer'] = {
  entry: reader,
  startsAt: 'TRIM_HORIZON',
  filter: { dynamodb: { Keys: { entry: { S: ['ticket'] } } } },
  batchSize: 100,
  batchingWindowSeconds: 1,
  timeoutSeconds: 30,
  attempts: 5,
};

type Behaviour = (versions: readonly number[], records: readonly DynamoDBRecord[]) => unknown;
interface Setting extends Pick<EventSourceOptions, 'delivery'> {
  readonly consumer?: Partial<typeof consumer>;
  /** The function's behaviour with the versions that it is given. */
  readonly behaviour?: Behaviour;
  /** True if what is discarded can't be kept. */
  readonly full?: () => boolean;
}

/** A stream with a function behind it that notes what it is given, and what it had to wait for; no time passes. */
async function setUp({ behaviour = () => undefined, consumer: changed, delivery, full }: Setting = {}) {
  const database = await startStreamedDatabase();
  onTestFinished(database.close);
  const batches: number[][] = [];
  const discarded: DiscardedBatch[] = [];
  const waits: number[] = [];
  const options: EventSourceOptions = {
    log: database.changes,
    consumer: { ...consumer, ...changed },
    invoke: async ({ Records }) => {
      const versions = Records.map(versionOf);
      batches.push(versions);
      return behaviour(versions, Records);
    },
    discard: async (batch) => {
      if (full?.()) throw new Error('No space left on device');
      discarded.push(batch);
    },
    sleep: async (milliseconds) => void waits.push(milliseconds),
    ...(delivery && { delivery }),
  };
  const source = eventSource(options);
  onTestFinished(() => source.stop());
  return {
    ...database,
    source,
    batches,
    waits,
    discarded: () =>
      discarded.map(({ records, invocations, thrown }) => ({ versions: records.map(versionOf), invocations, thrown })),
    /** Writes these versions of one ticket, and so into one shard. */
    write: async (from: number, to: number) => {
      for (let version = from; version <= to; version += 1) await database.put(ticket('a', { version }));
    },
  };
}

const versionOf = ({ dynamodb }: DynamoDBRecord) => Number(dynamodb?.NewImage?.version?.N);
const failing =
  (...bad: number[]): Behaviour =>
  (versions, records) => ({
    batchItemFailures: records.flatMap((record, index) =>
      bad.includes(versions[index] ?? 0) ? [{ itemIdentifier: sequenceOf(record) }] : [],
    ),
  });
const throwing =
  (...bad: number[]): Behaviour =>
  (versions) => {
    if (versions.some((version) => bad.includes(version))) throw new Error('It failed.');
  };

describe('an event source', () => {
  it('delivers each shard in order, in batches no larger than they may be, and nothing twice', async () => {
    const { source, batches, write } = await setUp({ consumer: { batchSize: 4 } });
    await write(1, 10);
    source.start();
    await source.settled();
    expect(batches).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ]);
    await write(11, 11);
    await source.settled();
    expect(batches.at(-1)).toEqual([11]);
    expect(batches).toHaveLength(4);
  });

  it('waits for more as long as its window is open, but not for a full batch', async () => {
    const { source, batches, waits, write } = await setUp({ consumer: { batchSize: 3 } });
    await write(1, 4);
    source.start();
    await source.settled();
    expect(batches).toEqual([[1, 2, 3], [4]]);
    expect(waits).toEqual([1000]);
  });

  it('delivers what the filter lets pass, and goes past the rest', async () => {
    const { source, batches, put, write } = await setUp();
    await put({ id: 'a', entry: 'event#1' });
    await write(1, 1);
    await put({ id: 'a', entry: 'event#2' });
    source.start();
    await source.settled();
    expect(batches).toEqual([[1]]);
  });

  it('tries again from the lowest record that failed, not what came before it, and at last puts the rest aside, whole', async () => {
    const { source, batches, waits, discarded, write } = await setUp({ behaviour: failing(3, 4) });
    await write(1, 5);
    source.start();
    await source.settled();
    const rest = [3, 4, 5];
    expect(batches).toEqual([[1, 2, ...rest], rest, rest, rest, rest, rest]);
    expect(discarded()).toEqual([{ versions: rest, invocations: 5, thrown: false }]);
    expect(waits).toEqual([1000, 100, 200, 400, 800]);
    await write(6, 6);
    await source.settled();
    expect(batches.at(-1)).toEqual([6]);
  });

  it('goes on at once when a later attempt succeeds', async () => {
    let attempts = 0;
    const { source, batches, discarded, write } = await setUp({
      behaviour: (versions, records) => (attempts++ < 3 ? failing(1)(versions, records) : undefined),
    });
    await write(1, 2);
    source.start();
    await source.settled();
    expect(batches).toHaveLength(4);
    expect(discarded()).toEqual([]);
  });

  it('halves a batch that ends with an error until the record to blame is alone, and delivers all others', async () => {
    const { source, batches, discarded, write } = await setUp({ behaviour: throwing(6) });
    await write(1, 8);
    source.start();
    await source.settled();
    const alone = Array.from({ length: 5 }, () => [6]);
    expect(batches).toEqual([[1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 3, 4], [5, 6, 7, 8], [5, 6], [5], ...alone, [7, 8]]);
    expect(discarded()).toEqual([{ versions: [6], invocations: 5, thrown: true }]);
  });

  it.each([
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['no identifier', { batchItemFailures: [{}] }],
    ['one of no record', { batchItemFailures: [{ itemIdentifier: '1' }] }],
    ['something else than a list', { batchItemFailures: 'all' }],
  ])('takes an answer with %s for the failure of the whole batch', async (_, answer) => {
    const { source, discarded, write } = await setUp({ behaviour: () => answer, consumer: { attempts: 2 } });
    await write(1, 2);
    source.start();
    await source.settled();
    expect(discarded()).toEqual([1, 2].map((version) => ({ versions: [version], invocations: 2, thrown: false })));
  });

  it.each([[null], [undefined], [''], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    'takes the answer %j for success',
    async (answer) => {
      const { source, batches, discarded, write } = await setUp({ behaviour: () => answer });
      await write(1, 2);
      source.start();
      await source.settled();
      expect([batches, discarded()]).toEqual([[[1, 2]], []]);
    },
  );

  it('goes on where it stopped: what was acknowledged does not come again, what failed before does', async () => {
    let outage = true;
    const tried = Promise.withResolvers<void>();
    const { source, batches, discarded, write } = await setUp({
      behaviour: (versions, records) => {
        if (!outage) return undefined;
        tried.resolve();
        return failing(2)(versions, records);
      },
      consumer: { attempts: 1_000_000 },
    });
    await write(1, 3);
    source.start();
    await tried.promise;
    await source.stop();
    await expect(source.settled()).rejects.toThrow('is stopped');
    const before = batches.length;
    outage = false;
    await write(4, 4);
    source.start();
    await source.settled();
    expect(batches.slice(before)).toEqual([[2, 3, 4]]);
    expect(discarded()).toEqual([]);
  });

  it.each(['in turn', 'at once'] as const)(
    'delivers on demand every record twice, %s, in batches cut anywhere, and a shard again from its beginning',
    async (twice) => {
      const sizes = [1, 3, 2];
      const delivery = { twice, cut: (records: number) => Math.min(records, sizes.shift() ?? records) };
      const { source, batches, write, changes } = await setUp({ delivery });
      await write(1, 7);
      source.start();
      await source.settled();
      expect(batches).toEqual([[1], [1], [2, 3, 4], [2, 3, 4], [5, 6], [5, 6], [7], [7]]);
      batches.length = 0;
      for (const shard of changes.shards) await source.replay(shard);
      await source.settled();
      expect(batches).toEqual([
        [1, 2, 3, 4, 5, 6, 7],
        [1, 2, 3, 4, 5, 6, 7],
      ]);
    },
  );

  it('goes on from the last acknowledged record when what failed could not be put aside, as on a full disk', async () => {
    let full = 2;
    const { source, batches, discarded, write } = await setUp({
      behaviour: failing(2),
      consumer: { attempts: 1 },
      full: () => full-- > 0,
    });
    await write(1, 3);
    source.start();
    await source.settled();
    expect(batches).toEqual([
      [1, 2, 3],
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    expect(discarded().map(({ versions }) => versions)).toEqual([[2, 3]]);
  });
});
