import { later } from '#core/due/due-entry.ts';

const MINUTE_MS = 60_000;

/** A mail is owed this long; after that it is reported as not delivered. */
export const OWED_MS = 24 * 60 * MINUTE_MS;

/** The pause after the first attempt to send a mail; each later one is twice as long, up to the longest. */
export const FIRST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 120 * MINUTE_MS;

/**
 * Returns the time of the next attempt to send a mail that is owed since a time: by its age alone, so that everybody returns the same. The last is
 * the time at which it is owed no longer. Times are RFC 3339 UTC with nine fractional digits; `now` is in milliseconds since the epoch.
 */
export function nextAttempt(since: string, now: number): string {
  const age = now - Date.parse(since);
  let next = FIRST_PAUSE_MS;
  for (let pause = FIRST_PAUSE_MS; next <= age && next < OWED_MS; next = Math.min(next + pause, OWED_MS)) {
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }
  return later(since, next);
}
