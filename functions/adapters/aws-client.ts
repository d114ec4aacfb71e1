import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry';
import { timeLeft } from '#core/deadline.ts';

/** Without these the SDK waits for ever: three attempts, each of at most a second for a connection and one and a half for an answer. */
export const patience = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 1500, throwOnRequestTimeout: true },
} as const;

const ATTEMPT_MS = patience.requestHandler.connectionTimeout + patience.requestHandler.requestTimeout;

/** There is no time left for an attempt: nothing was asked. */
class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

interface Stack {
  add(middleware: typeof beforeDeadline, options: { name: string; step: 'finalizeRequest'; priority: 'low' }): void;
}

type Next = (args: never) => Promise<never>;

/** Starts no attempt that might outlast the deadline, so that no change is made after its caller was told to try again. */
function beforeDeadline(next: Next): Next {
  return async (args) => {
    if (timeLeft() < ATTEMPT_MS) throw new OutOfTime();
    return next(args);
  };
}

/** The client, whose every attempt keeps to the deadline of the work that it is for. */
export function keepingDeadlines<C extends { readonly middlewareStack: object }>(client: C): C {
  // Inside the SDK's own retries, which are of high priority.
  (client.middlewareStack as Stack).add(beforeDeadline, { name: 'deadline', step: 'finalizeRequest', priority: 'low' });
  return client;
}

/**
 * Whether a call failed by what time may heal: the network, a timeout, throttling, a fault of the service, or an answer that broke off.
 * Anything else is a mistake of ours.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof OutOfTime) return true;
  // The SDK's own type wants an error for a cause, which anything may be.
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

/** The credentials of a function are the service's to give. */
const PASSING = new Set(['CredentialsProviderError']);
