import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Ending } from './ticket-queue.ts';

/** Returns what an error means for the message that was sent. */
export function endingOf(error: unknown): Ending {
  if (!(error instanceof ProblemError)) return { kind: 'later', retryAfterMs: undefined };
  const { status, message: reason, newer, retryAfterMs } = error;
  if (status === 401) return { kind: 'halted' };
  // A gateway may say so of a request that has arrived.
  if (status >= 500 || status === 408 || status === 429) return { kind: 'later', retryAfterMs };
  return { kind: 'refused', reason, isOutdated: newer !== undefined };
}
