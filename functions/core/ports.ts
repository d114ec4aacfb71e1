export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Returns RFC 3339 UTC with nine fractional digits, later than every timestamp this process returned before. */
  timestamp(): string;
}

/** Returns a random UUID, version 4. */
export type NewId = () => string;

/** Returns a random UUID, version 7, which sorts by the given time (RFC 3339 with nine fractional digits). */
export type NewEntryId = (at: string) => string;

/** Waits for a while after this many failed attempts, 1 or more: the longer the more there were, and for a different time in each caller. */
export type Pause = (attempts: number) => Promise<void>;

/** Prints one line for a person who follows the log. */
export type Announce = (line: string) => void;
