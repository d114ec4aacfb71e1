import { timeLeft, withinDeadline } from '#core/deadline.ts';
import { DeskError, unavailable } from '#core/errors.ts';
import type { Ticket } from './ticket.ts';

/** At most so many tickets are being changed at a time. */
const AT_A_TIME = 8;
/** The time that changing a ticket may take, in milliseconds: none begins later. */
const CHANGE_MS = 3000;
/** The time that is kept for the response, in milliseconds. */
const RESPONSE_MS = 500;

/** The changed ticket, or the reason why it wasn't changed, or why that isn't known. */
export type Outcome = Ticket | DeskError;

/**
 * Changes many tickets, a few at a time, and returns each one's outcome, in their order. One that isn't changed holds up none of the others; one for
 * which there is no time left is `unavailable`. Rejects with an error that isn't a `DeskError`, once all are through.
 */
export async function changeMany<T>(
  targets: readonly T[],
  change: (target: T) => Promise<Ticket>,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<number, Outcome>();
  const waiting = targets.entries();
  const work = async () => {
    for (const [place, target] of waiting) outcomes.set(place, await outcomeOf(() => change(target)));
  };
  const done = await Promise.allSettled(Array.from({ length: AT_A_TIME }, work));
  for (const one of done) if (one.status === 'rejected') throw one.reason;
  return targets.map((_, place) => outcomes.get(place) as Outcome);
}

async function outcomeOf(change: () => Promise<Ticket>): Promise<Outcome> {
  try {
    if (timeLeft() < CHANGE_MS + RESPONSE_MS) throw unavailable('There was no time left for this ticket. Try again.');
    return await withinDeadline(timeLeft() - RESPONSE_MS, change);
  } catch (error) {
    if (error instanceof DeskError) return error;
    throw error;
  }
}
