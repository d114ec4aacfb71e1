import type { DueEntry } from './due-entry.ts';

/** Work that is owed, by time. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface DueStore {
  /** Yields the entries due before a time, or all of them, earliest first (consistent), in parts as they are read. */
  before(time?: string): AsyncIterable<readonly DueEntry[]>;
  /** Stores an entry, unless the one in its place has the same version or a newer one. */
  put(entry: DueEntry): Promise<void>;
  /** Removes an entry or one of an earlier version in its place, unless a newer version has replaced it. */
  remove(entry: DueEntry): Promise<void>;
}
