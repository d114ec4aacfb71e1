import type { Status } from '#core/ticket/ticket.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import type { StatusCounts } from '#core/views/stats.ts';
import type { Filter, Ticket } from './ticket.ts';

/** A change of status by this agent; `at` in milliseconds since 1970: when the desk accepted it. */
export interface Move {
  readonly from: Status;
  readonly to: Status;
  readonly at: number;
}

/** Returns true if counts asked for at `askedAt` are sure to include every one of `moves`. */
export const include = (moves: readonly Move[], askedAt: number): boolean =>
  moves.every(({ at }) => at + INDEX_LAG_MS < askedAt);

/** The counts after `moves`. */
export function moved(counts: StatusCounts, moves: readonly Pick<Move, 'from' | 'to'>[]): StatusCounts {
  const after = { ...counts };
  for (const { from, to } of moves) {
    after[from] = Math.max(0, after[from] - 1);
    after[to] += 1;
  }
  return after;
}

/** Counts corrected by a list that is loaded to its end: what is counted before one's eyes is true. */
export function corrected(counts: StatusCounts, filter: Filter, rows: readonly Ticket[]): StatusCounts {
  if (filter !== 'all') return { ...counts, [filter]: rows.length };
  const exact = { open: 0, in_progress: 0, closed: 0 };
  for (const { status } of rows) exact[status] += 1;
  return exact;
}

export const countOf = (counts: StatusCounts, filter: Filter): number =>
  filter === 'all' ? counts.open + counts.in_progress + counts.closed : counts[filter];
