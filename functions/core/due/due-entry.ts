/** The kind of work that is owed at a time: a ticket's mail is sent, a held mail expires, a snoozed ticket wakes, one that waits for its customer is closed. */
export type DueKind = 'mail' | 'held_mail' | 'snooze' | 'auto_close';

/** Work that is owed: it is done once, by whoever comes first, and the entry stays until then. */
export interface DueEntry {
  readonly kind: DueKind;
  /** The id of the ticket that owes it, or of the held mail. */
  readonly subject: string;
  /** From this time on the sweeper looks after it: RFC 3339 UTC with nine fractional digits. */
  readonly at: string;
  /** The version of the ticket that made it owed, or in which it was; 1 for a held mail. */
  readonly version: number;
}

/** Returns the time this many milliseconds after another; both are RFC 3339 UTC with nine fractional digits. */
export const later = (time: string, milliseconds: number): string =>
  new Date(Date.parse(`${time.slice(0, MILLIS_END)}Z`) + milliseconds).toISOString().slice(0, MILLIS_END) +
  time.slice(MILLIS_END);

const MILLIS_END = '2026-01-01T00:00:00.000'.length;
