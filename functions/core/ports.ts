export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** RFC 3339 UTC with nine fractional digits, later than every one this process gave before. */
  timestamp(): string;
}

/** Random UUIDs, version 4. */
export type NewId = () => string;

/** Random UUIDs, version 7, in the order of the times they are made for (RFC 3339 with nine fractional digits). */
export type NewEntryId = (at: string) => string;

/** Waits for a while after so many attempts in vain, 1 or more: the longer the more there were, and no two callers alike. */
export type Pause = (attempts: number) => Promise<void>;

/** Prints one line for a person who follows the log. */
export type Announce = (line: string) => void;
