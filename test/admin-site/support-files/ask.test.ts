import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Answer } from '#site/customer/answer.ts';
import type { Obstacle } from '#site/customer/retry-request.ts';
import { Tokens } from '#site/customer/tokens.ts';
import { Work } from '#site/customer/work.ts';
import { ask } from '#site/support-files/ask.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockReturnValue();
});
afterEach(() => {
  vi.useRealTimers();
});

const done = { outcome: 'done', value: 'form' } as const;

/** A customer whose website sets tokens by the property, and a desk that responds in this way, in turn. */
function scene(...answers: Answer<string>[]) {
  const tokens = new Tokens();
  tokens.set('first');
  const used: string[] = [];
  const events: string[] = [];
  const shown: (Obstacle['kind'] | undefined)[] = [];
  const stage = {
    drafts: undefined as never,
    files: async () => undefined,
    show: () => {},
    isShown: () => true,
    isInView: () => true,
    hasFocus: () => false,
    announce: () => {},
    emit: (event: string) => events.push(event) > 0,
  };
  const cancel = new AbortController();
  const asking = ask(
    { work: () => new Work<never>(tokens, stage) },
    async (token) => {
      used.push(token);
      return answers.shift() ?? done;
    },
    (obstacle) => shown.push(obstacle?.kind),
    cancel.signal,
  );
  return { tokens, used, events, shown, cancel, asking };
}

test('what is asked waits for a token, and then uses it', async () => {
  const { tokens, used, events, shown, asking } = scene({ outcome: 'token_refused', reason: 'expired' });
  await vi.waitFor(() => expect(events).toEqual(['error', 'token-needed']));
  expect(shown.at(-1)).toBe('token_refused');
  tokens.set('second');
  expect(await asking).toEqual(done);
  expect([used, shown.at(-1)]).toEqual([['first', 'second'], undefined]);
});

test('it waits for a desk that is busy', async () => {
  const { used, asking } = scene({ outcome: 'try_again', cause: 'busy', seconds: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect([await asking, used.length]).toEqual([done, 2]);
});

test.each(['connection', 'unavailable'] as const)('it fails at once without a desk: %s', async (cause) => {
  const { used, asking } = scene({ outcome: 'try_again', cause });
  expect(await asking).toBeUndefined();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(used).toHaveLength(1);
});

test('it waits no more once it is canceled', async () => {
  const { tokens, used, shown, cancel, asking } = scene({ outcome: 'token_refused', reason: 'expired' });
  await vi.waitFor(() => expect(shown).toContain('token_refused'));
  cancel.abort();
  expect([await asking, shown.at(-1)]).toEqual([undefined, undefined]);
  tokens.set('second');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(used).toEqual(['first']);
});
