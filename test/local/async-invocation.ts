import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { EVENT_RETRIES } from '#lib/subscribers.ts';

/** An event that a function failed on until its retries were used up, or that was still waiting for one when Lambda ended. */
export interface FailedEvent {
  readonly functionName: string;
  readonly event: object;
  readonly invocations: number;
}

interface Options {
  /** Rejects if the function ended with an error. */
  readonly invoke: (functionName: string, event: object) => Promise<unknown>;
  /** Takes what failed for good. */
  readonly discard: (failed: FailedEvent) => Promise<void>;
  /** Waits so many milliseconds, or less if the signal says so. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Lambda's queue of events for functions that nobody waits for. */
export interface AsyncInvocations {
  /** Returns at once, as Lambda responds 202. */
  invoke(functionName: string, event: object): void;
  /** All events so far are done, or set aside. Pauses before retries end at once meanwhile. */
  settled(): Promise<void>;
  /** After the invocations under way; events that wait for a retry are set aside. */
  close(): Promise<void>;
}

/** The pauses before the first retry and the second. */
const PAUSES_MS = [60_000, 120_000];

/**
 * Asynchronous invocations as Lambda makes them: a failed one is repeated after one minute and after two more, with the same event, before that is set
 * aside.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function asyncInvocations({ invoke, discard, sleep = sleepOrWake }: Options): AsyncInvocations {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  let hurry = new AbortController();
  let waiting = 0;

  async function run(functionName: string, event: object): Promise<void> {
    for (let invocations = 1; ; invocations += 1) {
      const failed = await invoke(functionName, structuredClone(event)).then(
        () => false,
        () => true,
      );
      if (!failed) return;
      if (invocations > EVENT_RETRIES || closing.signal.aborted) return discard({ functionName, event, invocations });
      await sleep(PAUSES_MS[invocations - 1] ?? 0, AbortSignal.any([hurry.signal, closing.signal]));
      if (closing.signal.aborted) return discard({ functionName, event, invocations });
    }
  }

  async function done(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  }

  return {
    invoke(functionName, event) {
      // As on AWS, an event is lost if it can't be set aside either.
      const running = run(functionName, event)
        .catch(() => undefined)
        .finally(() => underWay.delete(running));
      underWay.add(running);
    },
    async settled() {
      waiting += 1;
      hurry.abort();
      await done();
      waiting -= 1;
      if (waiting === 0) hurry = new AbortController();
    },
    async close() {
      closing.abort();
      await done();
    },
  };
}

const sleepOrWake = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal }).catch(() => undefined);

/** Returns the record of a failed event, as Lambda writes it to the destination for failures, `now` in milliseconds, and the name of its object. */
export function failedEventRecord({ functionName, event, invocations }: FailedEvent, now: number) {
  const timestamp = new Date(now).toISOString();
  const [day = '', time = ''] = timestamp.split(/[T.]/);
  const key = [
    `aws/lambda/async/${functionName}`,
    day.replaceAll('-', '/'),
    `${day}T${time.replaceAll(':', '.')}-${randomUUID()}`,
  ].join('/');
  const usedUp = invocations > EVENT_RETRIES;
  const record = {
    version: '1.0',
    timestamp,
    requestContext: {
      requestId: randomUUID(),
      functionArn: `arn:aws:lambda:eu-central-1:000000000000:function:${functionName}:$LATEST`,
      condition: usedUp ? 'RetriesExhausted' : 'EventAgeExceeded',
      approximateInvokeCount: invocations,
    },
    requestPayload: event,
    ...(usedUp && { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' } }),
  };
  return { key, record };
}
