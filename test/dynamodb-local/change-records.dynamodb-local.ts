import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startDynamoDb } from '#test/local/dynamodb/dynamodb.ts';
import { names } from '#test/local/dynamodb-under-test.ts';
import { reader, sequenceOf } from '#test/local/streamed-database.ts';
import { histories, type Request } from './histories.ts';
import { openWire, ordered, type Send } from './wire.ts';

interface ToldRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly [member: string]: unknown; readonly Keys: object };
}

/** Groups records by item: they are ordered within an item only. */
const byItem = (records: readonly ToldRecord[]) =>
  Map.groupBy(records, ({ dynamodb }) => JSON.stringify(dynamodb.Keys));

/** Returns what must be equal in both records: all but time, numbers and the names of table and region. */
function contentOf({ eventName, dynamodb }: ToldRecord): ToldRecord {
  return { eventName, dynamodb: { ...dynamodb, SequenceNumber: '', ApproximateCreationDateTime: 0 } };
}

/** Reads all records of the tickets table in DynamoDB Local. */
async function theirRecords(send: Send): Promise<ToldRecord[]> {
  const ask = async <Answer>(operation: string, body: object) =>
    (await send(operation, body, 'DynamoDBStreams_20120810')) as unknown as Answer;
  const { Table } = (await send('DescribeTable', { TableName: names.tickets })) as unknown as {
    Table: { LatestStreamArn: string };
  };
  const StreamArn = Table.LatestStreamArn;
  const { StreamDescription } = await ask<{ StreamDescription: { Shards: { ShardId: string }[] } }>('DescribeStream', {
    StreamArn,
  });
  const records: ToldRecord[] = [];
  for (const { ShardId } of StreamDescription.Shards) {
    const from = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    let { ShardIterator } = await ask<{ ShardIterator?: string }>('GetShardIterator', from);
    while (ShardIterator !== undefined) {
      const page = await ask<{ Records: ToldRecord[]; NextShardIterator?: string }>('GetRecords', { ShardIterator });
      records.push(...page.Records);
      ShardIterator = page.Records.length > 0 ? page.NextShardIterator : undefined;
    }
  }
  return records;
}

async function compare(history: readonly Request[]): Promise<number> {
  const engine = await startDynamoDb({ readers: [reader] });
  try {
    const toUs = await openWire(engine.endpoint);
    const toThem = await openWire(process.env.DYNAMODB_ENDPOINT ?? '');
    for (const { operation, body } of history) {
      // A request that only one of them applied doesn't concern the stream.
      const [ours, theirs] = await Promise.all([toUs(operation, body), toThem(operation, body)]);
      if (ours.error === undefined && theirs.error !== undefined) return 0;
      if (ours.error !== undefined && theirs.error === undefined) return 0;
    }
    const { changes } = engine;
    const byShard = await Promise.all(changes.shards.map((shard) => changes.read(reader, shard, Infinity)));
    const inOrder = byShard.flat().sort((a, b) => (sequenceOf(a) < sequenceOf(b) ? -1 : 1));
    const ours: ToldRecord[] = JSON.parse(JSON.stringify(inOrder), ordered('GetRecords'));
    const [told, toldByThem] = [ours, await theirRecords(toThem)].map((all) => byItem(all.map(contentOf)));
    expect(told).toEqual(toldByThem);
    return ours.length;
  } finally {
    await engine.close();
  }
}

it('reports the changes of any history of requests as the stream of DynamoDB Local does', async () => {
  let records = 0;
  const property = fc.asyncProperty(histories, async (history) => {
    records += await compare(history);
  });
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 45_000 });
  expect(records).toBeGreaterThan(100);
});
