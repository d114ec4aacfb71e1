import type { Answer, FinalAnswer, TryAgain } from './answer.ts';
import type { Tokens } from './tokens.ts';

/** What keeps a request from its final answer: nobody is signed in, or the desk is out of reach for `seconds` more. */
export type Obstacle = { readonly kind: 'sign_in' } | { readonly kind: TryAgain['cause']; readonly seconds: number };

export interface Insistence {
  readonly tokens: Pick<Tokens, 'current' | 'drop' | 'next'>;
  /** Ends the insisting: pending waits reject, and nothing is reported any more. */
  readonly signal: AbortSignal;
  /** Resolves after `seconds`, or earlier for a good reason; calls `tick` with what is left. */
  wait(seconds: number, tick: (left: number) => void, signal: AbortSignal): Promise<void>;
  /** Told of every obstacle, and `undefined` when a request is under way (again). */
  report(obstacle: Obstacle | undefined): void;
}

/**
 * Repeats a request until it has a final answer: after a pause when the desk cannot be reached, and with another token
 * when one is refused. The request must be safe to repeat.
 */
export async function insist<T>(
  request: (token: string) => Promise<Answer<T>>,
  { tokens, signal, wait, report }: Insistence,
): Promise<FinalAnswer<T>> {
  let failures = 0;
  let refusals = 0;
  for (;;) {
    report(undefined);
    const token = await tokens.current();
    signal.throwIfAborted();
    const answer: Answer<T> = token ? await request(token) : { outcome: 'token_refused' };
    signal.throwIfAborted();
    if (answer.outcome === 'try_again') {
      refusals = 0;
      failures += 1;
      const seconds = answer.seconds ?? backoffSeconds(failures);
      await wait(seconds, (left) => report({ kind: answer.cause, seconds: left }), signal);
    } else if (answer.outcome === 'token_refused') {
      refusals += 1;
      if (token) tokens.drop(token);
      // One refusal may be a token that has expired; a fresh one refused as well is not mended by asking for a third.
      if (token && refusals === 1) continue;
      report({ kind: 'sign_in' });
      await tokens.next(signal);
      refusals = 0;
    } else {
      return answer;
    }
  }
}

const LONGEST_PAUSE_SECONDS = 30;

/** 2, 4, 8, 16 and then 30 seconds, each up to a quarter longer so that many customers do not return at one moment. */
export function backoffSeconds(failures: number, random = Math.random()): number {
  return Math.ceil(Math.min(2 ** failures, LONGEST_PAUSE_SECONDS) * (1 + random / 4));
}
