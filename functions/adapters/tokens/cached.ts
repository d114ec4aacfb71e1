import { unavailable } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';

const FRESH_MS = 300_000;
/** At most one request in this time beyond the regular ones, whatever tokens come in. */
const COOLDOWN_MS = 30_000;
/** At most one in this time while there is no usable value: an outage must not last longer here than at its source. */
const RETRY_MS = 5000;
/** During an outage the last value is trusted for this long: a withdrawn key must not stay valid forever. */
const LONGEST_MS = 3_600_000;

/**
 * Returns a reader that fetches at first use and caches the value for five minutes, during an outage for an hour. With `refresh` it fetches again
 * unless it just did. Throws `unavailable` with the sentence `excuse` when there is no usable value.
 */
export function cached<T>(
  fetch: () => Promise<T>,
  excuse: string,
  clock: Pick<Clock, 'now'>,
): (refresh?: boolean) => Promise<T> {
  let last: { readonly at: number; readonly response: Promise<T> } | undefined;
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
    if (!last || clock.now() - last.at >= patience(refresh)) last = { at: clock.now(), response: ask() };
    return last.response;
  };
}
