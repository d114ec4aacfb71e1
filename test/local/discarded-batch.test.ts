import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { describe, expect, it, onTestFinished } from 'vitest';
import { putAside } from './discarded-batch.ts';
import { ticket } from './dynamodb-under-test.ts';
import { idOf, sequenceOf, startStreamedDatabase } from './streamed-database.ts';

describe('a batch that is put aside', () => {
  it('is written as Lambda writes it to S3: its key by mapping, shard and time, the whole event as a string', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'support-desk-failed-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const database = await startStreamedDatabase();
    onTestFinished(database.close);
    for (const version of [1, 2]) await database.put(ticket('a', { version }));
    const all = await database.records();
    const [first, last] = all;
    const shard = 'shardId-00000000000000000000-00000001';
    const now = Date.parse('2026-11-23T09:08:07.654Z');
    const batch = { functionName: 'project-views', shard, records: all, invocations: 5, thrown: true };
    const key = await putAside(folder, batch, now);
    const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
    expect(key).toMatch(new RegExp(`^aws/lambda/${uuid}/${shard}/2026/11/23/2026-11-23T09\\.08\\.07-${uuid}$`));
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map(({ parentPath, name }) => join(parentPath, name))).toEqual([
      join(folder, key),
    ]);
    const arrival = new Date((first?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString().slice(0, 19);
    const written = JSON.parse(await readFile(join(folder, key), 'utf8'));
    expect(written).toEqual({
      requestContext: {
        requestId: expect.stringMatching(new RegExp(`^${uuid}$`)),
        functionArn: expect.stringMatching(/^arn:aws:lambda:[\w-]+:\d{12}:function:project-views$/),
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 5,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '2026-11-23T09:08:07.654Z',
      DDBStreamBatchInfo: {
        shardId: shard,
        startSequenceNumber: first && sequenceOf(first),
        endSequenceNumber: last && sequenceOf(last),
        approximateArrivalOfFirstRecord: `${arrival}Z`,
        approximateArrivalOfLastRecord: expect.stringMatching(/^[\d-]+T[\d:]+Z$/),
        batchSize: 2,
        streamArn: first?.eventSourceARN,
      },
      payload: expect.any(String),
    });
    const { Records }: DynamoDBStreamEvent = JSON.parse(written.payload);
    expect(Records).toEqual(all);
    expect(Records.map(idOf)).toEqual(['a', 'a']);
  });
});
