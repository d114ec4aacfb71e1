import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { randomPause } from '#adapters/random-pause.ts';
import { unavailable } from '#core/errors.ts';
import { asUnavailable } from './dynamo-client.ts';
import { inWaves } from './in-waves.ts';

/** A write without a condition: a put or a deletion. */
export type BatchedWrite = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** DynamoDB takes this many writes in a request. */
const BATCH = 25;
/** Requests at a time, well below the client's sockets. */
const AT_A_TIME = 20;
/** DynamoDB returns writes unprocessed when it throttles. This many attempts, with their pauses, take less than two seconds. */
const MAX_ATTEMPTS = 10;

/** Writes any number of items, each key at most once, in no particular order. Throws `unavailable`; what was written until then remains. */
export async function batchWrite(
  client: DynamoDBDocumentClient,
  table: string,
  writes: readonly BatchedWrite[],
): Promise<void> {
  const batches = Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, index) =>
    writes.slice(index * BATCH, (index + 1) * BATCH),
  );
  await inWaves(batches, AT_A_TIME, (batch) => writeBatch(client, table, batch));
}

async function writeBatch(client: DynamoDBDocumentClient, table: string, batch: BatchedWrite[]): Promise<void> {
  try {
    for (let left = batch, attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > MAX_ATTEMPTS) throw unavailable('The database is too busy. Try again.');
      if (attempt > 1) await randomPause(attempt - 1);
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: left } }));
      left = UnprocessedItems?.[table] ?? [];
    }
  } catch (error) {
    throw asUnavailable(error);
  }
}
