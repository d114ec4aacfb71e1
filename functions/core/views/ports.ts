import type { Counters } from './counters.ts';
import type { Fold, Known } from './fold.ts';
import type { ViewsState } from './generation.ts';

/** What is derived from tickets. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface ViewStore {
  /** `consistent` tells what was written a moment ago, at twice the price. */
  state(options?: { readonly consistent: boolean }): Promise<ViewsState>;
  /** What a generation knows of tickets, by their ids, and of days' terms, by their entries (consistent). */
  known(generation: number, of: { readonly ids: readonly string[]; readonly terms: readonly string[] }): Promise<Known>;
  /**
   * Writes a fold, all of it or nothing; with `changedAt` into the generation that is served, as its next revision, else into the one
   * being built. `outdated` if a ticket is not known as before, `moved` if the generation is not what it was.
   */
  apply(generation: number, changedAt: number | undefined, fold: Fold): Promise<'applied' | 'outdated' | 'moved'>;
  /** A generation's counters from an entry on. */
  counters(generation: number, from?: string): Promise<Counters>;
}

/** Views that can be made anew, from outside the functions. */
export interface ViewBuilder extends ViewStore {
  /** Begins a new generation, which changes are folded into from now on. Answers its number. */
  begin(): Promise<number>;
  /** Has a generation served from now on, and forgets those before the last. Answers false if it is not the one being built. */
  finish(generation: number, changedAt: number): Promise<boolean>;
}
