import type { Answer, FinalAnswer, TryAgain } from './answer.ts';
import type { Tokens } from './tokens.ts';

/**
 * The reason why a request has no final answer yet: nobody is signed in, the desk refused the token, or something can't be reached and is retried in
 * `seconds`. `needsToken` is true if only the website's own script can help.
 */
export type Obstacle =
  | { readonly kind: 'sign_in'; readonly needsToken: boolean; readonly expired: boolean }
  | { readonly kind: 'token_refused'; readonly needsToken: boolean; readonly detail: string }
  | { readonly kind: TryAgain['cause']; readonly seconds: number };

export interface Retrying {
  readonly tokens: Pick<Tokens, 'current' | 'isRenewable' | 'next' | 'refuse' | 'renew'>;
  /** Ends the retries: pending waits reject, and nothing more is reported. */
  readonly signal: AbortSignal;
  /** Resolves after `seconds`, or earlier for a good reason; calls `tick` with the seconds left. */
  wait(seconds: number, tick: (left: number) => void, signal: AbortSignal): Promise<void>;
  /** Called with every obstacle, and with undefined when a request starts (again). */
  report(obstacle: Obstacle | undefined): void;
}

/**
 * Repeats a request until it has a final answer: after a pause if the desk, or the website's tokens, can't be reached, and with another token if one
 * is refused. The request must be safe to repeat.
 */
export async function retryRequest<T>(
  request: (token: string) => Promise<Answer<T>>,
  { tokens, signal, wait, report }: Retrying,
): Promise<FinalAnswer<T>> {
  let failures = 0;
  let refusals = 0;
  for (;;) {
    signal.throwIfAborted();
    report(undefined);
    const supply = await tokens.current();
    signal.throwIfAborted();
    if (supply.outcome === 'moot') continue;
    const answer = supply.outcome === 'token' ? await request(supply.token) : supply;
    signal.throwIfAborted();
    if (answer.outcome === 'try_again') {
      refusals = 0;
      failures += 1;
      const seconds = answer.seconds ?? backoffSeconds(failures);
      await wait(seconds, (left) => report({ kind: answer.cause, seconds: left }), signal);
    } else if (answer.outcome === 'signed_out') {
      report({ kind: 'sign_in', needsToken: !answer.told, expired: answer.expired === true });
      await tokens.next(signal);
    } else if (answer.outcome === 'token_refused') {
      refusals += 1;
      if (supply.outcome === 'token') {
        // The first refused token may have expired; if a fresh one is refused as well, a third won't help.
        if (refusals === 1 && tokens.renew(supply.token)) continue;
        tokens.refuse(supply.token, answer.reason);
      }
      report({ kind: 'token_refused', needsToken: !tokens.isRenewable, detail: answer.reason });
      await tokens.next(signal);
      refusals = 0;
    } else {
      return answer;
    }
  }
}

const MAX_PAUSE_SECONDS = 30;

/** Returns 2, 4, 8, 16 and then 30 seconds, each up to a quarter longer, so that customers don't all retry at the same moment. */
export function backoffSeconds(failures: number, random = Math.random()): number {
  return Math.ceil(Math.min(2 ** failures, MAX_PAUSE_SECONDS) * (1 + random / 4));
}
