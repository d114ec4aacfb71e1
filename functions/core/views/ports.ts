import type { Counters } from './counters.ts';
import type { Fold, Known } from './fold.ts';
import type { ViewsState } from './generation.ts';
import type { ListMove } from './list-moves.ts';

/** Data derived from tickets. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface ViewStore {
  /** Returns the state. `consistent` includes what was written a moment ago, at twice the price. */
  state(options?: { readonly consistent: boolean }): Promise<ViewsState>;
  /** Returns a generation's state of tickets, by their ids, and of days' terms, by their entries (consistent). */
  known(generation: number, of: { readonly ids: readonly string[]; readonly terms: readonly string[] }): Promise<Known>;
  /**
   * Writes a fold, all or nothing: with `changedAt` into the generation that is served, as its next revision, together with its moves between queues;
   * otherwise into the one being built, once its moves are written that no later change has overtaken. Moves between lists are no part of it: see
   * `listMoveOf`. Returns `outdated` if a ticket is no longer as it was, `moved` if the generation no longer has that role.
   */
  apply(generation: number, changedAt: number | undefined, fold: Fold): Promise<'applied' | 'outdated' | 'moved'>;
  /** Removes tickets from the lists that they leave, unless a change that isn't earlier has put them there. */
  leave(moves: readonly ListMove[]): Promise<void>;
  /** Begins the next revision of what is served, as something changed that no fold is about. */
  revise(changedAt: number): Promise<void>;
  /** Returns a generation's counters from an entry on. */
  counters(generation: number, from?: string): Promise<Counters>;
}

/** Views that can be rebuilt, from outside the functions. */
export interface ViewBuilder extends ViewStore {
  /** Begins a new generation, into which changes are folded from now on. Returns its number. */
  begin(): Promise<number>;
  /** Serves a generation from now on and deletes those before the previous one. Returns false if it isn't the one being built. */
  finish(generation: number, changedAt: number): Promise<boolean>;
}
