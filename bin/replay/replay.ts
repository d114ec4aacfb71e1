import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, GetObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { dynamoAdopted } from '#adapters/dynamo/dynamo-adopted.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoPostings } from '#adapters/dynamo/dynamo-postings.ts';
import { mailSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { DeskDatabase } from '#bin/desk-database.ts';
import { hasCode } from '#bin/has-code.ts';
import type { ConsumerHandler } from '#functions/stream/consumer.ts';
import { viewConsumer } from '#functions/stream/view-consumer.ts';

/** The options by which the command finds what was set aside. */
export const replayOptions = { bucket: { type: 'string' }, folder: { type: 'string' } } as const;

interface Source {
  readonly bucket?: string | undefined;
  readonly folder?: string | undefined;
  /** The default folder; it may be missing. */
  readonly localFolder?: string;
  readonly region?: string | undefined;
}

/** Batches that Lambda set aside, oldest first. */
interface PutAside {
  names(): AsyncIterable<string>;
  read(name: string): Promise<string>;
  remove(name: string): Promise<void>;
}

type Print = (line: string) => void;

/** Has a deployed function take an event again. Returns the number of its records that failed; rejects if the function did. */
export type InvokeAgain = (functionArn: string, event: string) => Promise<number>;

/**
 * Applies the changes that were set aside, as the consumer would have, and removes what was applied; what another function was to do, such
 * as to send mail or to publish an event, it is asked to do again. What fails again stays, and the command fails. Applying a change twice, or after newer ones,
 * changes nothing.
 */
export async function replay(
  { bucket, folder, localFolder = '', region }: Source,
  database: DeskDatabase,
  print: Print,
  invokeAgain: InvokeAgain = byLambda(
    database.lambda === undefined ? { ...(region && { region }) } : localLambda(database.lambda),
  ),
): Promise<void> {
  if (bucket !== undefined && folder !== undefined) throw new Error('Use either --bucket or --folder, not both.');
  let apply: ConsumerHandler | undefined;
  const setAside = bucket === undefined ? await inFolder(folder, localFolder) : inBucket(bucket, region);
  let failed = 0;
  let applied = 0;
  for await (const name of setAside.names()) {
    const invocation = invocationIn(await setAside.read(name));
    if (invocation === undefined) {
      print(`${name}: isn’t a record of a failed invocation; it was left in place.`);
      failed += 1;
      continue;
    }
    const { functionArn, event, records } = invocation;
    if (isOfViews(functionArn)) apply ??= await viewsOf(database, print);
    const failures =
      apply && isOfViews(functionArn)
        ? (await apply({ Records: [...records] })).batchItemFailures.length
        : await invokeAgain(functionArn, event).catch((error: unknown) => {
            print(`  ${functionArn}: ${error instanceof Error ? error.message : error}`);
            return Math.max(1, records.length);
          });
    const all = Math.max(1, records.length);
    if (failures === 0) await setAside.remove(name);
    else print(`${name}: ${failures} of ${all} changes failed again; it was left in place.`);
    failed += failures;
    applied += all - failures;
  }
  print(`${applied} changes were applied.`);
  if (failed > 0)
    throw new Error(
      `${failed} changes failed again. Their cause is above; to rebuild the views without them: npm run desk -- views rebuild`,
    );
}

/** Returns what keeps the views up to date; owed mail has entries there if the desk sends any. */
async function viewsOf({ client, tickets, views: table }: DeskDatabase, print: Print) {
  const adopted = await dynamoAdopted(table, client).get();
  const sendsMail = (await mailSwitchedOn(table, client)) !== undefined;
  return viewConsumer({
    log: { info: () => {}, error: (_, fields) => print(`  ${JSON.stringify(fields)}`) },
    read: (record) => readViewChange(record, adopted?.autoClose),
    views: dynamoViewStore(table, client),
    index: dynamoPostings(table, client),
    tickets: dynamoTicketStore(tickets, client),
    threads: dynamoThreadStore(tickets, client),
    contacts: dynamoContacts(table, client),
    due: dynamoDueStore(table, client),
    sendsMail,
    clock: systemClock,
  });
}

interface Invocation {
  readonly functionArn: string;
  /** The payload that the function was invoked with, as JSON. */
  readonly event: string;
  /** The change records in it; none if a stream had nothing to do with it. */
  readonly records: readonly DynamoDBRecord[];
}

/** An invocation record as Lambda writes it to S3: with `payload` of a stream, or `requestPayload` of an event. Undefined if it is none. */
function invocationIn(text: string): Invocation | undefined {
  try {
    const { payload, requestPayload, requestContext } = JSON.parse(text) as {
      payload?: string | DynamoDBStreamEvent;
      requestPayload?: object;
      requestContext?: { functionArn?: string };
    };
    const functionArn = requestContext?.functionArn ?? '';
    const given = payload ?? requestPayload;
    const event = typeof given === 'string' ? given : JSON.stringify(given ?? {});
    const { Records } = JSON.parse(event) as Partial<DynamoDBStreamEvent>;
    if (!Array.isArray(Records) && requestPayload === undefined) return undefined;
    return { functionArn, event, records: Records ?? [] };
  } catch {
    return undefined;
  }
}

/** Functions are named after their entries, with or without hyphens. */
const isOfViews = (functionArn: string): boolean => functionArn.replaceAll('-', '').includes('projectviews');

/** Lambda on this machine, which checks no credentials. */
const localLambda = (endpoint: string): LambdaClientConfig => ({
  endpoint,
  region: 'eu-central-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

function byLambda(config: LambdaClientConfig): InvokeAgain {
  const client = new LambdaClient(config);
  return async (FunctionName, event) => {
    const { FunctionError, Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: event }));
    if (FunctionError !== undefined) throw new Error('The function failed again; see its log.');
    const answer = JSON.parse(Payload?.transformToString() || 'null') as Partial<DynamoDBBatchResponse> | null;
    return answer?.batchItemFailures?.length ?? 0;
  };
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

/** The same on this machine. Rejects if the folder that was named is missing; the desk's own is until something is set aside. */
async function inFolder(named: string | undefined, own: string): Promise<PutAside> {
  const entries = await readdir(named ?? own, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    if (named !== undefined) throw new Error(`There is no folder ${named}.`);
    return [];
  });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return {
    async *names() {
      yield* files.sort();
    },
    read: (path) => readFile(path, 'utf8'),
    remove: (path) => rm(path),
  };
}
