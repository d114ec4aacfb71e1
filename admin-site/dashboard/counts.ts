import type { Status } from '../../functions/core/ticket.ts';
import type { Filter, Ticket } from './ticket.ts';

export type Counts = Readonly<Record<Status, number>>;

/** A change of status by this agent; `at` in milliseconds since 1970. */
export interface Move {
  readonly from: Status;
  readonly to: Status;
  readonly at: number;
}

/** The desk may answer counts that are this old. */
const COUNTS_AGE_MS = 30_000;

/** Whether counts asked for at `askedAt` are sure to include every one of `moves`. */
export const include = (moves: readonly Move[], askedAt: number): boolean =>
  moves.every(({ at }) => at + COUNTS_AGE_MS < askedAt);

/** The counts after `moves`. */
export function moved(counts: Counts, moves: readonly Move[]): Counts {
  const after = { ...counts };
  for (const { from, to } of moves) {
    after[from] = Math.max(0, after[from] - 1);
    after[to] += 1;
  }
  return after;
}

/** Counts corrected by a list that is loaded to its end: what is counted before one's eyes is true. */
export function corrected(counts: Counts, filter: Filter, rows: readonly Ticket[]): Counts {
  if (filter !== 'all') return { ...counts, [filter]: rows.length };
  const exact = { open: 0, in_progress: 0, closed: 0 };
  for (const { status } of rows) exact[status] += 1;
  return exact;
}

export const countOf = (counts: Counts, filter: Filter): number =>
  filter === 'all' ? counts.open + counts.in_progress + counts.closed : counts[filter];
