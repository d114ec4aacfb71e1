import { unavailable } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';

const FRESH_MS = 300_000;
/** At most one request in this time beyond the regular ones, whatever tokens arrive. */
const COOLDOWN_MS = 30_000;
/** At most one in this time while there is nothing to go on with: an outage must not last longer here than there. */
const RETRY_MS = 5000;
/** Through an outage what came last is believed for this long: a key that was withdrawn meanwhile must not be for ever. */
const LONGEST_MS = 3_600_000;

/**
 * Fetches at first use and keeps what came for five minutes, through an outage for an hour. With `refresh` it asks again
 * unless it did a moment ago. Throws `unavailable` with the sentence `excuse` when there is nothing to go on with.
 */
export function cached<T>(
  fetch: () => Promise<T>,
  excuse: string,
  clock: Pick<Clock, 'now'>,
): (refresh?: boolean) => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  let known: { readonly at: number; readonly value: T } | undefined;
  let failed = false;

  const usable = () => known !== undefined && clock.now() - known.at <= LONGEST_MS;

  const patience = (refresh: boolean) => {
    if (failed && !usable()) return RETRY_MS;
    return failed || refresh ? COOLDOWN_MS : FRESH_MS;
  };
  async function ask(): Promise<T> {
    const at = clock.now();
    try {
      known = { at, value: await fetch() };
      failed = false;
    } catch (error) {
      failed = true;
      if (known === undefined || !usable()) throw unavailable(excuse, error);
    }
    return known.value;
  }
  return (refresh = false) => {
    if (!last || clock.now() - last.at >= patience(refresh)) last = { at: clock.now(), answer: ask() };
    return last.answer;
  };
}
