import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { timeLeft } from '#core/deadline.ts';

/** Limits without which the SDK waits forever: three attempts, each with at most 1 s to connect and 1.5 s for the response. */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
} as const;

/** The longest that an attempt takes, in milliseconds. */
const ATTEMPT_MS = patience.requestHandler.connectionTimeout + patience.requestHandler.requestTimeout;

/** Too little time is left for another attempt, so none was made. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

interface Stack {
  add(
    middleware: ReturnType<typeof beforeDeadline>,
    options: { name: string; step: 'finalizeRequest'; priority: 'low' },
  ): void;
}

type Next = (args: never) => Promise<never>;

/** Starts no attempt that might outlast the deadline, so that nothing changes after the caller was told to try again. */
const beforeDeadline =
  (attemptMs: number) =>
  (next: Next): Next =>
  async (args) => {
    if (timeLeft() < attemptMs) throw new OutOfTime();
    return next(args);
  };

/** Makes every attempt of a client respect the deadline of the work it is for. Returns the same client. */
export function keepingDeadlines<C extends { readonly middlewareStack: object }>(client: C, attemptMs = ATTEMPT_MS): C {
  // Inside the SDK's own retries, which have high priority.
  (client.middlewareStack as Stack).add(beforeDeadline(attemptMs), {
    name: 'deadline',
    step: 'finalizeRequest',
    priority: 'low',
  });
  return client;
}

/**
 * Returns true if a call failed for a transient reason: the network, a timeout, throttling, a fault of the service, or a truncated response. Anything
 * else is a bug of ours.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof OutOfTime) return true;
  // The SDK's type requires `cause` to be an error, but it can be anything.
  const theirs = error as Parameters<typeof isTransientError>[0];
  if (isTransientError(theirs) || isThrottlingError(theirs) || isServerError(theirs)) return true;
  if (error instanceof SyntaxError && '$metadata' in error) return true;
  return NETWORK.has(String('code' in error && error.code)) || PASSING.has(error.name);
}

const NETWORK = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Lambda provides a function's credentials, so their absence is an outage. */
const PASSING = new Set(['CredentialsProviderError']);
