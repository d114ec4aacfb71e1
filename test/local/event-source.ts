import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Consumer } from '#lib/consumers.ts';
import type { ChangeLog } from '#test/local/dynamodb/change-log.ts';
import type { DiscardedBatch } from './discarded-batch.ts';
import { filterBy } from './event-filter.ts';
import { appliedRecords } from './event-source-answer.ts';

/** A stream's permitted behaviour towards its consumer, used in tests. */
export interface Delivery {
  /** Every batch is delivered twice, one after the other or at once, whatever was answered first; the second answer counts. */
  readonly twice?: 'in turn' | 'at once';
  /** Returns the size of the next batch, at least one, out of so many records. */
  readonly cut?: (records: number) => number;
}

export interface EventSourceOptions {
  /** A reader of the log has the name of the consumer's entry. */
  readonly log: ChangeLog;
  readonly consumer: Omit<Consumer, 'touches' | 'reads'>;
  /** Returns the function's response; rejects if it ended with an error. */
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<unknown>;
  /** Takes what failed for good. */
  readonly discard: (batch: DiscardedBatch) => Promise<void>;
  readonly delivery?: Delivery;
  /** Waits so many milliseconds, or less if the signal says so. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A stream that a function follows. It rests until it is started. */
export interface EventSource {
  start(): void;
  /** After the invocations under way. What was not acknowledged comes again after the next start. */
  stop(): Promise<void>;
  /** All changes so far are applied, or put aside. Batching windows end at once meanwhile. Rejects if it is stopped. */
  settled(): Promise<void>;
  /** Delivers all shards, or one, again from the oldest record that is still there. */
  replay(shard?: string): Promise<void>;
}

interface Outcome {
  /** Returns the number of records, from the first, that need not be delivered again. */
  readonly applied: number;
  /** The function ended with an error, or its answer says nothing. */
  readonly error?: 'thrown' | 'unreadable';
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * An event source mapping as Lambda's: of each shard one batch at a time, in order; what fails is tried again, in ever smaller batches if that
 * may find the record that is to blame, before it is put aside and the shard goes on.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export function eventSource(options: EventSourceOptions): EventSource {
  const { log, consumer, invoke, discard, delivery = {}, sleep = sleepOrWake } = options;
  const { entry: reader, filter, batchSize, batchingWindowSeconds, startsAt, attempts } = consumer;
  const passes = filterBy(filter);

  let running: { readonly shards: Promise<unknown>; readonly stopping: AbortController } | undefined;
  let hurry = new AbortController();

  async function follow(shard: string, stopping: AbortSignal): Promise<void> {
    if (startsAt === 'LATEST') await log.beginAtLatest(reader, shard);
    while (!stopping.aborted) {
      if (log.isRead(reader, shard)) {
        await once(log.events, 'append', { signal: stopping }).catch(() => undefined);
        continue;
      }
      try {
        const records = await nextBatch(shard, stopping);
        await deliver(shard, records.filter(passes), 0, stopping);
        if (!stopping.aborted) await acknowledge(shard, records);
      } catch {
        // The log can't be read or written, or what failed not be put aside, as on a full disk: from the last acknowledged record again.
        await sleep(LONGEST_PAUSE_MS, stopping);
      }
    }
  }

  async function nextBatch(shard: string, stopping: AbortSignal): Promise<DynamoDBRecord[]> {
    const read = () => log.read(reader, shard, batchSize);
    const records = await read();
    if (records.length < batchSize && records.some(passes)) {
      await sleep(batchingWindowSeconds * 1000, AbortSignal.any([stopping, hurry.signal]));
    }
    const all = await read();
    return all.slice(0, delivery.cut?.(all.length));
  }

  /** `failed` is how often these very records failed before. */
  async function deliver(
    shard: string,
    records: readonly DynamoDBRecord[],
    failed: number,
    stopping: AbortSignal,
  ): Promise<void> {
    if (records.length === 0 || stopping.aborted) return;
    const { applied, error } = await outcomeOf(records);
    await acknowledge(shard, records.slice(0, applied));
    const rest = records.slice(applied);
    if (rest.length === 0) return;
    // Where answers may be partial, the batch is split at the record in the answer; splitting costs no attempt.
    if (applied > 0) return deliver(shard, rest, failed, stopping);
    if (error && rest.length > 1) {
      const half = Math.ceil(rest.length / 2);
      await deliver(shard, rest.slice(0, half), failed, stopping);
      return deliver(shard, rest.slice(half), failed, stopping);
    }
    const invocations = failed + 1;
    if (invocations < attempts) {
      await sleep(Math.min(FIRST_PAUSE_MS * 2 ** failed, LONGEST_PAUSE_MS), stopping);
      return deliver(shard, rest, invocations, stopping);
    }
    await discard({ functionName: reader, shard, records: rest, invocations, thrown: error === 'thrown' });
    await acknowledge(shard, rest);
  }

  async function outcomeOf(records: readonly DynamoDBRecord[]): Promise<Outcome> {
    const event = { Records: [...records] };
    try {
      const applied = appliedRecords(await answerTo(event), records);
      return applied === undefined ? { applied: 0, error: 'unreadable' } : { applied };
    } catch {
      return { applied: 0, error: 'thrown' };
    }
  }

  async function answerTo(event: DynamoDBStreamEvent): Promise<unknown> {
    if (delivery.twice === 'at once') return (await Promise.all([invoke(event), invoke(event)]))[1];
    const answer = await invoke(event);
    return delivery.twice ? invoke(event) : answer;
  }

  async function acknowledge(shard: string, records: readonly DynamoDBRecord[]): Promise<void> {
    const last = records.at(-1)?.dynamodb?.SequenceNumber;
    if (last !== undefined) await log.acknowledge(reader, shard, last);
  }

  const source: EventSource = {
    start() {
      if (running) return;
      const stopping = new AbortController();
      running = { stopping, shards: Promise.all(log.shards.map((shard) => follow(shard, stopping.signal))) };
    },
    async stop() {
      running?.stopping.abort();
      await running?.shards;
      running = undefined;
    },
    async settled() {
      hurry.abort();
      try {
        while (!log.shards.every((shard) => log.isRead(reader, shard))) {
          if (!running) throw new Error(`${reader} is stopped.`);
          await once(log.events, 'acknowledge', { signal: running.stopping.signal });
        }
      } finally {
        hurry = new AbortController();
      }
    },
    async replay(shard) {
      await source.stop();
      for (const one of shard === undefined ? log.shards : [shard]) await log.rewind(reader, one);
      source.start();
    },
  };
  return source;
}

const sleepOrWake = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal }).catch(() => undefined);
