import type { AutoClose } from '#core/ticket/auto-close.ts';
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

/** The auto-close setting by which the due entries of tickets are put; undefined if it is off. */
export interface Adopted {
  readonly autoClose: AutoClose | undefined;
  /** The time since which it is put, in milliseconds since the epoch. */
  readonly since: number;
  /** The last time at which all of them were in place; 0 before that. */
  readonly checkedAt: number;
}

/** Remembers the setting. Both methods throw `DeskError('unavailable')` if the store doesn't respond in time. */
export interface AdoptedStore {
  /** Returns what was put last; undefined if the setting was never on. */
  get(): Promise<Adopted | undefined>;
  put(adopted: Adopted): Promise<void>;
}
