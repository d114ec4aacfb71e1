import type { Postings } from './postings.ts';

/** The direction in which a search walks through time. */
export type Order = 'newest' | 'oldest';

/** A ticket's place in every list that it is in, `<created_at>#<id>`: places sort as their tickets do. */
export type Place = string;

/** A part of a list between two places, both included, from the one where the walk starts to the one where it ends. */
export interface Span {
  readonly start: Place;
  readonly end: Place;
  readonly order: Order;
}

/** The lists of tickets by their words and facts, which may be a moment behind the tickets. Every method throws `unavailable`. */
export interface PostingLists {
  /** Returns the places of a list in a span, in its order, at most `limit`; `more` if others follow. */
  page(list: string, span: Span, limit: number): Promise<{ readonly places: readonly Place[]; readonly more: boolean }>;
  /** Returns those of these places that a list has. */
  having(list: string, places: readonly Place[]): Promise<ReadonlySet<Place>>;
  /** Returns the first words in alphabetical order that begin with a text of at least two characters, at most `most`. */
  completions(beginning: string, most: number): Promise<readonly string[]>;
}

/** The lists of tickets by which agents search. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface PostingStore {
  /**
   * Puts tickets into lists for good, and words into the dictionary. Safe to repeat. Words and the postings in `other` are looked up first, as a read costs
   * a tenth of a write.
   */
  put(of: {
    readonly fresh: readonly Postings[];
    readonly other: readonly Postings[];
    readonly words: readonly string[];
  }): Promise<void>;
  /** Removes tickets from lists. */
  remove(postings: readonly Postings[]): Promise<void>;
}
