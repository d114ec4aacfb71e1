import type { Trouble } from './session.ts';

const INTERVAL_MS = 30_000;
const LONGEST_MS = 300_000;
/** The share by which a poll comes sooner or later, so that many desks don't poll in step. */
const JITTER = 0.2;
/** A desk that asks for more is not taken at its word; timers overflow at 2³¹. */
const MAX_PATIENCE_MS = 3_600_000;
/** Becoming visible and getting the focus are one return. */
const JUST_NOW_MS = 1_000;

/**
 * Returns the time to wait before the next poll, in milliseconds: twice as long after every failure in a row, to five minutes, give or take
 * a fifth; but as long as the desk asks for (`Retry-After`). `random` is in [0, 1).
 */
export function delayAfter(failures: number, random: number, retryAfterMs = 0): number {
  const regular = Math.min(INTERVAL_MS * 2 ** failures, LONGEST_MS) * (1 - JITTER + 2 * JITTER * random);
  return Math.max(regular, Math.min(retryAfterMs, MAX_PATIENCE_MS));
}

/** The dependencies of polling. */
interface Polling {
  /** Asks the desk; returns what went wrong, if anything did. */
  readonly ask: () => Promise<Trouble | undefined>;
  /** True if to go on while the page is hidden. */
  readonly evenHidden: () => boolean;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** A number in [0, 1). */
  readonly random: () => number;
}

/**
 * Asks about every 30 s while the page is visible, at once when it is looked at again or the network returns. Returns a function that
 * asks now.
 */
export function startPolling({ ask, evenHidden, clock, random }: Polling): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let round = 0;
  let notBefore = 0;

  const goesOn = () => document.visibilityState === 'visible' || evenHidden();

  async function poll(): Promise<void> {
    clearTimeout(timer);
    round += 1;
    const mine = round;
    notBefore = clock() + JUST_NOW_MS;
    const trouble = await ask();
    if (mine !== round) return;
    failures = trouble ? failures + 1 : 0;
    const delay = delayAfter(failures, random(), trouble?.retryAfterMs);
    if (trouble?.retryAfterMs !== undefined) notBefore = clock() + delay;
    timer = setTimeout(due, delay);
  }

  function due(): void {
    if (goesOn()) void poll();
    else notBefore = 0;
  }

  function lookAgain(): void {
    if (document.visibilityState === 'visible' && clock() >= notBefore) void poll();
  }

  document.addEventListener('visibilitychange', lookAgain);
  addEventListener('focus', lookAgain);
  addEventListener('online', due);
  void poll();
  return () => void poll();
}
