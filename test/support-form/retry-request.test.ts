import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '#site/customer/answer.ts';
import { backoffSeconds, type Obstacle, retryRequest } from '#site/customer/retry-request.ts';
import { Tokens } from '#site/customer/tokens.ts';

const done: Answer<string> = { outcome: 'done', value: 'stored' };
const refusedToken: Answer<string> = { outcome: 'token_refused', reason: 'It has expired.' };
const noConnection: Answer<string> = { outcome: 'try_again', cause: 'connection' };

/** A desk that returns these responses in turn, and a clock on which every pause ends at once. */
function scene(...answers: Answer<string>[]) {
  const sent: string[] = [];
  const pauses: number[] = [];
  const reports: (Obstacle | undefined)[] = [];
  const tokens = new Tokens();
  const work = new AbortController();
  const run = () =>
    retryRequest(
      async (token) => {
        sent.push(token);
        return answers.shift() ?? done;
      },
      {
        tokens,
        signal: work.signal,
        wait: async (seconds, tick) => {
          pauses.push(seconds);
          tick(seconds);
        },
        report: (obstacle) => reports.push(obstacle),
      },
    );
  return { tokens, work, sent, pauses, reports, run };
}

describe('retryRequest', () => {
  test('repeats a request until the desk can be reached, waiting longer each time', async () => {
    const { tokens, pauses, reports, run } = scene(noConnection, noConnection, noConnection);
    tokens.set('a');
    expect(await run()).toEqual(done);
    expect(pauses).toHaveLength(3);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(reports.map((report) => report?.kind)).toEqual([
      undefined,
      'connection',
      undefined,
      'connection',
      undefined,
      'connection',
      undefined,
    ]);
  });

  test('waits as long as the desk asks', async () => {
    const { tokens, pauses, run } = scene({ outcome: 'try_again', cause: 'unavailable', seconds: 42 });
    tokens.set('a');
    await run();
    expect(pauses).toEqual([42]);
  });

  test('replaces a refused token with a fresh one from the callback', async () => {
    const { tokens, sent, reports, run } = scene(refusedToken);
    tokens.set('expired');
    tokens.getToken = async () => 'fresh';
    expect(await run()).toEqual(done);
    expect(sent).toEqual(['expired', 'fresh']);
    expect(reports.filter(Boolean)).toEqual([]);
  });

  test('reports a refused token when the fresh one is refused as well, and continues with the next one', async () => {
    const { tokens, sent, reports, run } = scene(refusedToken, refusedToken);
    tokens.getToken = async () => 'stale';
    const answer = run();
    await expect
      .poll(() => reports.at(-1))
      .toEqual({ kind: 'token_refused', needsToken: false, detail: 'It has expired.' });
    expect(sent).toEqual(['stale', 'stale']);
    tokens.set('signed in again');
    expect(await answer).toEqual(done);
    expect(sent.at(-1)).toBe('signed in again');
  });

  test('needs another token from the website when the one it set is refused', async () => {
    const { tokens, reports, run } = scene(refusedToken);
    tokens.set('expired');
    const answer = run();
    await expect.poll(() => reports.at(-1)).toMatchObject({ kind: 'token_refused', needsToken: true });
    tokens.set('expired');
    tokens.set('renewed');
    expect(await answer).toEqual(done);
  });

  test('sends nothing before there is a token', async () => {
    const { tokens, sent, reports, run } = scene();
    tokens.set(null);
    const answer = run();
    await expect.poll(() => reports.at(-1)).toEqual({ kind: 'sign_in', needsToken: true, expired: false });
    expect(sent).toEqual([]);
    tokens.set('a');
    expect(await answer).toEqual(done);
  });

  test('asks the website for a token again, after a pause, when it fails', async () => {
    const { tokens, sent, pauses, reports, run } = scene();
    const answers = [() => Promise.reject(new Error('500')), async () => '<!doctype html>', async () => 'a'];
    tokens.getToken = () => answers.shift()?.();
    expect(await run()).toEqual(done);
    expect(reports.map((report) => report?.kind)).toEqual([
      undefined,
      'unavailable',
      undefined,
      'unavailable',
      undefined,
    ]);
    expect([sent, pauses.length]).toEqual([['a'], 2]);
  });

  test('uses a token that was renewed while it waited', async () => {
    const { tokens, sent, run } = scene(noConnection);
    tokens.set('old');
    const answer = run();
    tokens.set('renewed');
    await answer;
    expect(sent.at(-1)).toBe('renewed');
  });

  test('stops silently when it is cancelled', async () => {
    const { tokens, work, reports, run } = scene();
    tokens.set(null);
    const answer = run();
    await expect.poll(() => reports.at(-1)).toMatchObject({ kind: 'sign_in' });
    const before = reports.length;
    work.abort(new Error('ended'));
    await expect(answer).rejects.toThrow('ended');
    tokens.set('late');
    expect(reports).toHaveLength(before);
  });

  test('sends nothing once it is cancelled, even if a token arrives late', async () => {
    const { tokens, work, sent, run } = scene();
    const late = Promise.withResolvers<string>();
    tokens.getToken = () => late.promise;
    const answer = run();
    work.abort(new Error('ended'));
    late.resolve('late');
    await expect(answer).rejects.toThrow('ended');
    expect(sent).toEqual([]);
  });

  test('always pauses, for at most 38 seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const seconds = backoffSeconds(failures, random);
          return Number.isInteger(seconds) && seconds >= 2 && seconds <= 38;
        },
      ),
    );
  });
});
