import { listsUntilChanged } from '#core/search/postings.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { contributionOf, queueIn } from './contribution.ts';
import { type Counters, difference, none, sum } from './counters.ts';
import { type ListMove, listMoveOf } from './list-moves.ts';
import { dayOf } from './names.ts';
import { termCountersOf, termsEntry, withRoom } from './terms.ts';

/** A ticket as a change left it; or as it was last, if the change removed it. */
export interface TicketChange {
  readonly ticket: Ticket;
  readonly removed?: boolean;
}

/** The state of a ticket in the views: the version last applied and its contribution, which is empty if the ticket was removed or merged into another. */
export interface Applied {
  readonly version: number;
  readonly contribution: Counters;
  /** The lists that the ticket is in until it changes; absent from what was applied before there were lists. */
  readonly lists?: readonly string[];
}

/** The state of the views before a fold. */
export interface Known {
  /** By the tickets' ids. */
  readonly applied: ReadonlyMap<string, Applied>;
  /** The same in another generation. */
  readonly others: ReadonlyMap<string, Applied>;
  /** The terms of the days that the fold may add to. */
  readonly terms: Counters;
}

/** One ticket's step in a fold; written only if `before`, and `other` of another generation, are still what the views have. */
interface Step {
  readonly id: string;
  readonly before: Applied | undefined;
  readonly other: Applied | undefined;
  readonly after: Applied;
}

/** A ticket that leaves a queue, enters one, or both, by the change that made `version`. */
export interface QueueMove {
  readonly ticket: Position;
  readonly version: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The effect of a batch of changes on the views: all of it together, or nothing. */
export interface Fold {
  readonly steps: readonly Step[];
  readonly moves: readonly QueueMove[];
  readonly listMoves: readonly ListMove[];
  /** The numbers to add to the counters. */
  readonly added: Counters;
}

/** Returns what must be known to fold these changes. */
export const needed = (changes: readonly TicketChange[]) => ({
  ids: [...new Set(changes.map(({ ticket }) => ticket.id))],
  terms: [...new Set(changes.map(({ ticket }) => termsEntry(dayOf(ticket.createdAt))))],
});

/**
 * Folds changes, as the stream's records show them, into the known state. Of several versions of a ticket the newest counts, and a version that isn't
 * newer than the one applied changes nothing: records may arrive twice, late and in any order.
 */
export function fold(changes: readonly TicketChange[], { applied, others, terms }: Known): Fold {
  const newest = new Map<string, TicketChange>();
  for (const change of changes) {
    const { id } = change.ticket;
    const seen = newest.get(id);
    if (versionOf(change) > (seen ? versionOf(seen) : (applied.get(id)?.version ?? 0))) newest.set(id, change);
  }
  const folded = [...newest.values()].map((change) => {
    const { id } = change.ticket;
    return step(change, applied.get(id), others.get(id));
  });
  return {
    steps: folded.map(({ step }) => step),
    moves: folded.map(({ move }) => move).filter(({ from, to }) => from !== to),
    listMoves: folded.flatMap(({ listMove }) => listMove ?? []),
    added: sum(
      ...folded.map(({ step: { before, after } }) => difference(before?.contribution ?? none, after.contribution)),
      withRoom(sum(...folded.map((one) => one.terms)), terms),
    ),
  };
}

/** A removal comes after the version that it removed. */
const versionOf = ({ ticket, removed = false }: TicketChange): number => ticket.version + (removed ? 1 : 0);

interface Folded {
  readonly step: Step;
  readonly move: QueueMove;
  readonly listMove: ListMove | undefined;
  readonly terms: Counters;
}

function step(change: TicketChange, before: Applied | undefined, other: Applied | undefined): Folded {
  const { ticket, removed = false } = change;
  const after = {
    version: versionOf(change),
    contribution: removed ? none : contributionOf(ticket),
    lists: removed ? [] : listsUntilChanged(ticket),
  };
  const own = termCountersOf({ ...ticket, mergedInto: undefined });
  const counted = before !== undefined && before.contribution.size > 0;
  return {
    step: { id: ticket.id, before, other, after },
    move: {
      ticket,
      version: after.version,
      from: before && queueIn(before.contribution),
      to: queueIn(after.contribution),
    },
    listMove: listMoveOf(ticket, [before, other], after),
    terms: difference(counted ? own : none, removed ? none : termCountersOf(ticket)),
  };
}
