import type { Position } from '#core/ticket/ticket.ts';

/** A ticket that enters lists and leaves others by the change that made `version`. */
export interface ListMove {
  readonly ticket: Position;
  readonly version: number;
  readonly enters: readonly string[];
  readonly leaves: readonly string[];
  /** True if no generation knew any lists of the ticket. */
  readonly isFirst: boolean;
}

/** The lists that a version of a ticket is in. */
interface InLists {
  readonly version: number;
  readonly lists?: readonly string[];
}

/**
 * Returns the move between lists that a step makes, from what generations of the views know of the ticket; undefined if it makes none.
 *
 * A ticket may be in a list too many, as whoever finds it there looks at the ticket itself. It must never be missing from one, although lists belong to no
 * generation, and aren't written in the transaction of the step, which would double their price. So it enters lists before the transaction and leaves others
 * after it, each write on the condition that what is stored is of an earlier version, and the difference is that to the latest version that any generation
 * knows. The transaction makes sure that this is still the latest. Then, of the latest version known, each list has the ticket:
 * - It entered it before the transaction of the step that brought it in, by the version of that step.
 * - Only a step of a later version than that, which is known by now or fails, could make it leave. One of an earlier version, however late, is refused.
 * An attempt that is overtaken has entered lists for nothing, which the next attempt leaves (`strayMoveOf`). One that breaks leaves places too many, until the
 * ticket moves there or the index is rebuilt. A record that comes again or late, also to a generation that is behind, isn't newer than the latest, and moves
 * nothing.
 */
export function listMoveOf(
  { id, createdAt }: Position,
  known: readonly (InLists | undefined)[],
  after: InLists,
): ListMove | undefined {
  const latest = latestOf(known);
  if (latest.version >= after.version) return undefined;
  const [from, to] = [latest.lists ?? [], after.lists ?? []];
  const move = { enters: to.filter((list) => !from.includes(list)), leaves: from.filter((list) => !to.includes(list)) };
  if (move.enters.length + move.leaves.length === 0) return undefined;
  return { ticket: { id, createdAt }, version: after.version, isFirst: latest.version === 0, ...move };
}

/**
 * Returns the move out of the lists that an attempt entered before a later version overtook it, as far as that isn't in them; undefined if there are none.
 * This is what the step of the later version would have left, had it known of the attempt; so it can't remove the place of a later one still.
 */
export function strayMoveOf(attempt: ListMove, known: readonly (InLists | undefined)[]): ListMove | undefined {
  const { version, lists = [] } = latestOf(known);
  const leaves = attempt.enters.filter((list) => !lists.includes(list));
  if (version <= attempt.version || leaves.length === 0) return undefined;
  return { ticket: attempt.ticket, version, enters: [], leaves, isFirst: false };
}

const latestOf = (known: readonly (InLists | undefined)[]): InLists =>
  known.filter((one) => one?.lists !== undefined).toSorted((a, b) => (b?.version ?? 0) - (a?.version ?? 0))[0] ?? {
    version: 0,
  };
