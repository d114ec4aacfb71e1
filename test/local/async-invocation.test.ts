import { describe, expect, it, onTestFinished } from 'vitest';
import { asyncInvocations, type FailedEvent, failedEventRecord } from './async-invocation.ts';

/** Lambda with a function that fails so many times; it notes each event that it gets. */
function setUp(failures: number, sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>) {
  const asked: object[] = [];
  const discarded: FailedEvent[] = [];
  const lambda = asyncInvocations({
    invoke: async (_, event) => {
      asked.push(event);
      if (asked.length <= failures) throw new Error('It failed.');
    },
    discard: async (failed) => void discarded.push(failed),
    ...(sleep && { sleep }),
  });
  onTestFinished(lambda.close);
  return { ...lambda, asked, discarded };
}

const event = { detail: { ticket_id: 't1' } };

describe('an asynchronous invocation', () => {
  it('happens once if it succeeds', async () => {
    const { invoke, settled, asked, discarded } = setUp(0);
    expect(invoke('notify', event)).toBeUndefined();
    await settled();
    expect(asked).toEqual([event]);
    expect(discarded).toEqual([]);
  });

  it('is repeated after one minute and after two more, and then set aside', async () => {
    const pauses: number[] = [];
    const { invoke, settled, asked, discarded } = setUp(3, async (milliseconds) => void pauses.push(milliseconds));
    invoke('notify', event);
    await settled();
    expect(asked).toEqual([event, event, event]);
    expect(pauses).toEqual([60_000, 120_000]);
    expect(discarded).toEqual([{ functionName: 'notify', event, invocations: 3 }]);
  });

  it('is repeated at once while somebody waits for all events to be done', async () => {
    const { invoke, settled, asked, discarded } = setUp(2);
    invoke('notify', event);
    await settled();
    expect(asked).toHaveLength(3);
    expect(discarded).toEqual([]);
  });

  it('is repeated at once while anybody still waits, of several who did', async () => {
    const { invoke, settled, asked } = setUp(2);
    const first = settled();
    invoke('notify', event);
    const second = settled();
    await Promise.all([first, second]);
    expect(asked).toHaveLength(3);
  });

  it('that waits for another attempt when Lambda ends is set aside', async () => {
    const waiting = Promise.withResolvers<void>();
    const { invoke, close, asked, discarded } = setUp(1, (_, signal) => {
      waiting.resolve();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    });
    invoke('notify', event);
    await waiting.promise;
    await close();
    expect(asked).toHaveLength(1);
    expect(discarded).toEqual([{ functionName: 'notify', event, invocations: 1 }]);
  });
});

it('an event that cannot be set aside either, as on a full disk, is lost, and nothing else fails', async () => {
  const { invoke, settled } = asyncInvocations({
    invoke: () => Promise.reject(new Error('It failed.')),
    discard: () => Promise.reject(new Error('No space left on device')),
  });
  invoke('notify', event);
  await expect(settled()).resolves.toBeUndefined();
});

describe('the record of a failed event', () => {
  it('has the name and the shape that Lambda gives it', () => {
    const now = Date.parse('2026-11-24T10:20:30.456Z');
    const { key, record } = failedEventRecord({ functionName: 'notify', event, invocations: 3 }, now);
    expect(key).toMatch(/^aws\/lambda\/async\/notify\/2026\/11\/24\/2026-11-24T10\.20\.30-[\da-f-]{36}$/);
    expect(record).toMatchObject({
      version: '1.0',
      timestamp: '2026-11-24T10:20:30.456Z',
      requestContext: {
        functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:notify:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: event,
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    });
  });
});
