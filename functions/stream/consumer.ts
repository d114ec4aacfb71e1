import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { describeError } from '#core/describe-error.ts';
import { DeskError } from '#core/errors.ts';
import type { Metric } from '#core/metrics.ts';
import { applyOrFindBad } from '#core/views/apply-or-find-bad.ts';

/** The structured log. Never given an address, a text, a token or a key. */
interface BatchLog {
  info(message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void;
  error(message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void;
}

interface Consumer<Change> {
  readonly log: BatchLog;
  /** What a change record says; throws if it cannot be read. */
  readonly read: (record: DynamoDBRecord) => Change;
  readonly apply: Apply<Change>;
  /** Counts batches of which something failed. */
  readonly metric: Metric;
}

interface Readable<Change> {
  readonly record: DynamoDBRecord;
  readonly change: Change;
}

interface Failure {
  readonly record: DynamoDBRecord;
  readonly cause: unknown;
}

/** Applies changes; applying one again changes nothing. Answers those that were not applied. */
export type Apply<Change> = (all: readonly Readable<Change>[]) => Promise<readonly Failure[]>;

export type ConsumerHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * A Lambda handler for a stream of changes. All of a batch that can be applied is, at once, whatever else is in it, and each record that
 * cannot be is reported, so that Lambda tries it again and at last puts it aside: no record waits for another that is bad.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 */
export function consumer<Change>({ log, read, apply, metric }: Consumer<Change>): ConsumerHandler {
  return async ({ Records }) => {
    const started = performance.now();
    const failures = await applied(Records);
    const duration = Math.round(performance.now() - started);
    const fields = { records: Records.length, failed: failures.length, duration_ms: duration };
    const [first] = failures;
    if (first) log.error('batch', { ...fields, ...described(first) }, [metric]);
    else log.info('batch', fields, []);
    return { batchItemFailures: failures.map(({ record }) => ({ itemIdentifier: sequenceNumber(record) })) };
  };

  async function applied(records: readonly DynamoDBRecord[]): Promise<Failure[]> {
    const failures: Failure[] = [];
    const readable: Readable<Change>[] = [];
    for (const record of records) {
      try {
        readable.push({ record, change: read(record) });
      } catch (cause) {
        failures.push({ record, cause });
      }
    }
    return [...failures, ...(await apply(readable))];
  }
}

/** Changes that are cheaper together: as `applyOrFindBad` applies them. */
export function together<Change>(apply: (changes: readonly Change[]) => Promise<void>): Apply<Change> {
  return async (all) => {
    const notApplied = await applyOrFindBad(all, (part) => apply(part.map(({ change }) => change)));
    return notApplied.map(({ one: { record }, cause }) => ({ record, cause }));
  };
}

/** Changes that have nothing to do with each other, in their order. */
export function oneByOne<Change>(apply: (change: Change) => Promise<void>): Apply<Change> {
  return async (all) => {
    const failures: Failure[] = [];
    for (const { record, change } of all) {
      await apply(change).catch((cause: unknown) => failures.push({ record, cause }));
    }
    return failures;
  };
}

const sequenceNumber = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

const described = ({ record, cause }: Failure) => ({
  sequence_number: sequenceNumber(record),
  ...describeError(cause instanceof DeskError ? cause.cause : cause),
});
