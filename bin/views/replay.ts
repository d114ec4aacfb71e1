import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoViewStore } from '../../functions/adapters/dynamo-view-store.ts';
import { systemClock } from '../../functions/adapters/system-clock.ts';
import { readTicketRecord } from '../../functions/adapters/ticket-record.ts';
import { projectChanges } from '../../functions/core/views/project-changes.ts';
import { consumer, together } from '../../functions/stream/consumer.ts';

/** The options by which the command finds what was put aside. */
export const replayOptions = { bucket: { type: 'string' }, folder: { type: 'string' } } as const;

interface Source {
  readonly bucket?: string | undefined;
  readonly folder: string;
  readonly region?: string | undefined;
}

/** Batches that Lambda put aside, oldest first. */
interface PutAside {
  names(): AsyncIterable<string>;
  read(name: string): Promise<string>;
  remove(name: string): Promise<void>;
}

type Print = (line: string) => void;

/**
 * Applies the changes that were put aside, as the consumer would have, and removes what was applied. What fails again stays, and the
 * command fails. Applying a change twice, or after newer ones, changes nothing.
 */
export async function replay(
  { bucket, folder, region }: Source,
  { client, views: table }: { readonly client: DynamoDBDocumentClient; readonly views: string },
  print: Print,
): Promise<void> {
  const views = dynamoViewStore(table, client);
  const apply = consumer({
    log: { info: () => {}, error: (_, fields) => print(`  ${JSON.stringify(fields)}`) },
    read: readTicketRecord,
    apply: together((changes) => projectChanges({ views, clock: systemClock }, changes)),
    metric: 'ChangesNotApplied',
  });
  const putAside = bucket === undefined ? inFolder(folder) : inBucket(bucket, region);
  let failed = 0;
  let applied = 0;
  for await (const name of putAside.names()) {
    const Records = recordsIn(await putAside.read(name), name);
    const { batchItemFailures } = await apply({ Records });
    if (batchItemFailures.length === 0) await putAside.remove(name);
    else print(`${name}: ${batchItemFailures.length} of ${Records.length} changes failed again; it stays.`);
    failed += batchItemFailures.length;
    applied += Records.length - batchItemFailures.length;
  }
  print(`${applied} changes were applied.`);
  if (failed > 0)
    throw new Error(
      `${failed} changes failed again. Their cause is above; the views can be made anew without them: npm run desk -- views rebuild`,
    );
}

/** The change records of an invocation record, as Lambda writes it to S3: `payload` is what the function was invoked with. */
function recordsIn(text: string, name: string): DynamoDBRecord[] {
  const { payload } = JSON.parse(text) as { payload?: string | DynamoDBStreamEvent };
  const event = typeof payload === 'string' ? (JSON.parse(payload) as DynamoDBStreamEvent) : payload;
  if (!Array.isArray(event?.Records)) throw new Error(`${name} holds no change records.`);
  return event.Records;
}

/** Every object is one batch; their names begin with `aws/lambda/`, and are in order of time. */
function inBucket(Bucket: string, region: string | undefined): PutAside {
  const client = new S3Client(region === undefined ? {} : { region });
  return {
    async *names() {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
        for (const { Key } of Contents) if (Key !== undefined) yield Key;
      }
    },
    read: async (Key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return (await Body?.transformToString()) ?? '';
    },
    remove: async (Key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
  };
}

/** The same on this machine. */
function inFolder(folder: string): PutAside {
  return {
    async *names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
      yield* files.sort();
    },
    read: (path) => readFile(path, 'utf8'),
    remove: (path) => rm(path),
  };
}
