import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DynamoDBRecord } from 'aws-lambda';

/** A batch that a function failed on until its attempts were used up. */
export interface DiscardedBatch {
  readonly functionName: string;
  readonly shard: string;
  /** At least one. */
  readonly records: readonly DynamoDBRecord[];
  /** The number of invocations with exactly these records. */
  readonly invocations: number;
  /** True if the function ended with an error, rather than that it answered what it failed on. */
  readonly thrown: boolean;
}

/**
 * Writes a batch to a folder as Lambda writes it to an S3 bucket that is the destination for failures: one object, the whole event in it as
 * a string. `now` is the time in milliseconds. Returns the object's key.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function putAside(folder: string, batch: DiscardedBatch, now: number): Promise<string> {
  const timestamp = new Date(now).toISOString();
  const [day = '', time = ''] = timestamp.split(/[T.]/);
  const key = [
    `aws/lambda/${mappingId(batch.functionName)}/${batch.shard}`,
    day.replaceAll('-', '/'),
    `${day}T${time.replaceAll(':', '.')}-${randomUUID()}`,
  ].join('/');
  await keepRecord(folder, key, invocationRecord(batch, timestamp));
  return key;
}

/** Writes what Lambda would write to S3 to a folder, as an object with that key. */
export async function keepRecord(folder: string, key: string, record: object): Promise<void> {
  const file = join(folder, key);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, JSON.stringify(record), { mode: 0o600 });
}

function invocationRecord({ functionName, shard, records, invocations, thrown }: DiscardedBatch, timestamp: string) {
  const [first] = records;
  const last = records.at(-1);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:${first?.awsRegion}:000000000000:function:${functionName}`,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: thrown ? 'Unhandled' : null },
    version: '1.0',
    timestamp,
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: first?.dynamodb?.SequenceNumber,
      endSequenceNumber: last?.dynamodb?.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn: first?.eventSourceARN,
    },
    payload: JSON.stringify({ Records: records }),
  };
}

const arrival = (record: DynamoDBRecord | undefined) =>
  new Date((record?.dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString().replace('.000', '');

/** A mapping keeps its id between starts: a UUID v8 (RFC 9562) of its function's name. */
function mappingId(functionName: string): string {
  const hex = createHash('sha256').update(functionName).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
