import { later } from '#core/due/due-entry.ts';
import type { Clock } from '#core/ports.ts';
import { addressHash } from './address.ts';

/** The times from which on mail is sent: one for the desk, and one for each admin. Throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface SwitchedOnStore {
  /** Returns the times by their names, storing `at` for names without one (consistent). */
  times(names: readonly string[], at: string): Promise<ReadonlyMap<string, string>>;
}

/** Messages from after these times cause mail. RFC 3339 UTC with nine fractional digits. */
export interface SwitchedOn {
  readonly desk: string;
  /** By the hashes of their addresses. */
  readonly admins: ReadonlyMap<string, string>;
}

/** A new ticket is noticed within this time, so the first one noticed after the deploy that switched mail on isn't older. */
const NOTICED_WITHIN_MS = 60_000;

/** The name of the desk's own time; the others are hashes. */
export const DESK = 'desk';

/**
 * Returns a function that returns when mail was switched on, for the desk and for each admin: shortly before it was first called with these settings.
 * It asks the store once.
 */
export function switchedOn(
  store: SwitchedOnStore,
  adminAddresses: readonly string[],
  clock: Pick<Clock, 'timestamp'>,
): () => Promise<SwitchedOn> {
  let known: SwitchedOn | undefined;
  return async () => {
    if (known) return known;
    const at = later(clock.timestamp(), -NOTICED_WITHIN_MS);
    const times = await store.times([DESK, ...adminAddresses.map(addressHash)], at);
    known = { desk: times.get(DESK) ?? at, admins: times };
    return known;
  };
}
