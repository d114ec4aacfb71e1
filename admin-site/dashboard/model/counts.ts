import type { Status } from '#core/ticket/ticket.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import { type Counted, type Due, type Filter, filters, isListed, type Queue, queues, type Ticket } from './ticket.ts';

/** The number of tickets in each list. */
export type Counts = Readonly<Record<Counted, number> & Partial<Record<Due, number>>>;

/** Returns the numbers of the lists, which leave out snoozed tickets; what the desk counts includes them. */
export function awake(
  counts: Readonly<Record<Status, number>>,
  queues: Readonly<Record<Queue, number>> | null,
  snoozed: Readonly<Record<Exclude<Status, 'closed'>, number>> & {
    readonly queues: Readonly<Record<Queue, number>> | null;
  },
): Counts {
  const { open, in_progress, closed } = counts;
  const inQueue = (queue: Queue) => (queues?.[queue] ?? 0) - (snoozed.queues?.[queue] ?? 0);
  return {
    open: open - snoozed.open,
    in_progress: in_progress - snoozed.in_progress,
    snoozed: snoozed.open + snoozed.in_progress,
    closed,
    all: open + in_progress + closed,
    mine: inQueue('mine'),
    unassigned: inQueue('unassigned'),
  };
}

/** A change of a ticket by this agent; `at` in milliseconds since 1970: when the desk accepted it. */
export interface Move {
  readonly from: Ticket;
  readonly to: Ticket;
  readonly at: number;
}

const lists = [...filters, ...queues];

/** Returns true if counts asked for at `askedAt` are sure to include every one of `moves`. */
export const include = (moves: readonly Move[], askedAt: number): boolean =>
  moves.every(({ at }) => at + INDEX_LAG_MS < askedAt);

/** Returns true if a change takes a ticket out of one of an agent's lists, or into one. */
export const isMove = (from: Ticket, to: Ticket, agentId: string | undefined): boolean =>
  lists.some((list) => isListed(from, list, agentId) !== isListed(to, list, agentId));

/** The counts of an agent after `moves`. */
export function moved(
  counts: Counts,
  moves: readonly Pick<Move, 'from' | 'to'>[],
  agentId: string | undefined,
): Counts {
  const after = { ...counts };
  for (const { from, to } of moves) {
    for (const list of lists) {
      const step = Number(isListed(to, list, agentId)) - Number(isListed(from, list, agentId));
      after[list] = Math.max(0, after[list] + step);
    }
  }
  return after;
}

/** Counts corrected by a list that is loaded to its end: what is counted before one's eyes is true. */
export function corrected(counts: Counts, filter: Filter, rows: readonly Ticket[]): Counts {
  const known = filter === 'all' ? filters : [filter];
  const number = (list: Filter) => rows.filter((row) => list === filter || isListed(row, list, undefined)).length;
  return { ...counts, ...Object.fromEntries(known.map((list) => [list, number(list)])) };
}
