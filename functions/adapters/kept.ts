import { unavailable } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';

const FRESH_MS = 300_000;
/** At most one request in this time beyond the regular ones, whatever tokens arrive. */
const COOLDOWN_MS = 30_000;
/** At most one in this time while there is nothing to go on with: an outage must not last longer here than there. */
const RETRY_MS = 5000;

/**
 * Fetches at first use and keeps what came for five minutes, and through an outage longer. With `refresh` it asks again
 * unless it did a moment ago. Throws `unavailable` with the sentence `excuse` when there is nothing to go on with.
 */
export function kept<T>(
  fetch: () => Promise<T>,
  excuse: string,
  clock: Pick<Clock, 'now'>,
): (refresh?: boolean) => Promise<T> {
  let last: { readonly at: number; readonly answer: Promise<T> } | undefined;
  let known: T | undefined;
  let failed = false;

  const patience = (refresh: boolean) => {
    if (failed && known === undefined) return RETRY_MS;
    return failed || refresh ? COOLDOWN_MS : FRESH_MS;
  };
  async function ask(): Promise<T> {
    try {
      known = await fetch();
      failed = false;
    } catch (error) {
      failed = true;
      if (known === undefined) throw unavailable(excuse, error);
    }
    return known;
  }
  return (refresh = false) => {
    if (!last || clock.now() - last.at >= patience(refresh)) last = { at: clock.now(), answer: ask() };
    return last.answer;
  };
}
