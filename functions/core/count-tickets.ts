import type { Clock, TicketStore } from './ports.ts';

export interface TicketCounts {
  readonly open: number;
  readonly in_progress: number;
  readonly closed: number;
  readonly total: number;
}

/** How long one process answers from the last count, in milliseconds: counting reads every index entry. */
const FRESH_MS = 30_000;

/** Counts tickets by status; callers within 30 s of a count share it, and callers during one wait for it. */
export function ticketCounter({ tickets, clock }: { tickets: TicketStore; clock: Clock }): () => Promise<TicketCounts> {
  let last: { readonly at: number; readonly counts: Promise<TicketCounts> } | undefined;
  return () => {
    const now = clock.now();
    if (last && now - last.at < FRESH_MS) return last.counts;
    const counts = countAll(tickets);
    last = { at: now, counts };
    counts.catch(() => {
      last = undefined;
    });
    return counts;
  };
}

async function countAll(tickets: TicketStore): Promise<TicketCounts> {
  const [open, inProgress, closed] = await Promise.all([
    tickets.count('open'),
    tickets.count('in_progress'),
    tickets.count('closed'),
  ]);
  return { open, in_progress: inProgress, closed, total: open + inProgress + closed };
}
