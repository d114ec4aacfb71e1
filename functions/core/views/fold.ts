import type { Ticket } from '../ticket.ts';
import { contributionOf } from './contribution.ts';
import { type Counters, difference, none, sum } from './counters.ts';

/** What the views know of a ticket: the version last applied, and what it contributes since. */
export interface Applied {
  readonly version: number;
  readonly contribution: Counters;
}

/** One ticket's step in a fold; written only if `before` is still what the views know. */
interface Step {
  readonly id: string;
  readonly before: Applied | undefined;
  readonly after: Applied;
}

/** What a batch of tickets changes in the views: all of it together, or nothing. */
export interface Fold {
  readonly steps: readonly Step[];
  /** What is added to the counters. */
  readonly added: Counters;
}

/**
 * Folds tickets, as change records show them, into what the views know. Of several versions of a ticket the newest counts,
 * and a version that is not newer than the one applied changes nothing: records may come twice, late and in any order.
 */
export function fold(tickets: readonly Ticket[], known: ReadonlyMap<string, Applied>): Fold {
  const newest = new Map<string, Ticket>();
  for (const ticket of tickets) {
    if (ticket.version > (newest.get(ticket.id) ?? known.get(ticket.id) ?? { version: 0 }).version) {
      newest.set(ticket.id, ticket);
    }
  }
  const steps = [...newest.values()].map((ticket): Step => {
    const after = { version: ticket.version, contribution: contributionOf(ticket) };
    return { id: ticket.id, before: known.get(ticket.id), after };
  });
  const added = sum(...steps.map(({ before, after }) => difference(before?.contribution ?? none, after.contribution)));
  return { steps, added };
}
