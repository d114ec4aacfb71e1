import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { describeError } from '#core/describe-error.ts';
import { DeskError } from '#core/errors.ts';
import type { Metric } from '#core/metrics.ts';
import { applyOrFindBad } from '#core/views/apply-or-find-bad.ts';
import type { EffectLog } from './effect-log.ts';

interface Consumer<Change> {
  readonly log: EffectLog;
  /** Reads a change record; throws if it can't be read. */
  readonly read: (record: DynamoDBRecord) => Change;
  readonly apply: Apply<Change>;
  /** Counts batches in which anything failed. */
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

/** Applies changes; applying one again changes nothing. Returns those that failed. */
export type Apply<Change> = (all: readonly Readable<Change>[]) => Promise<readonly Failure[]>;

export type ConsumerHandler = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

/**
 * Returns a Lambda handler for a stream of changes. Everything in a batch that can be applied is, at once, and each record that can't be is reported,
 * so that Lambda retries it and finally sets it aside: no record waits for a bad one.
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

/** Applies changes together, which is cheaper, as `applyOrFindBad` does. */
export function together<Change>(apply: (changes: readonly Change[]) => Promise<void>): Apply<Change> {
  return async (all) => {
    const notApplied = await applyOrFindBad(all, (part) => apply(part.map(({ change }) => change)));
    return notApplied.map(({ one: { record }, cause }) => ({ record, cause }));
  };
}

/** Applies changes by a function that returns those that failed, each with the cause. */
export function inPart<Change>(
  apply: (changes: readonly Change[]) => Promise<ReadonlyMap<Change, unknown>>,
): Apply<Change> {
  return async (all) => {
    const causes = await apply(all.map(({ change }) => change));
    return all.flatMap(({ record, change }) => (causes.has(change) ? [{ record, cause: causes.get(change) }] : []));
  };
}

const sequenceNumber = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

const described = ({ record, cause }: Failure) => ({
  sequence_number: sequenceNumber(record),
  ...describeError(cause instanceof DeskError ? cause.cause : cause),
});
