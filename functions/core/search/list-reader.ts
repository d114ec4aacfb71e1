import { type Budget, unitsOfItems, unitsOfPlaces } from './budget.ts';
import type { Order, Place, PostingLists, Span } from './ports.ts';

/** The sizes of a list's first page and of its later ones, and the smallest, if many lists are read together. */
const FIRST_PAGE = 250;
const LATER_PAGE = 500;
const SMALLEST_PAGE = 50;

/** Returns true if one place comes before another in a walk. */
export const isBefore = (order: Order, one: Place, other: Place): boolean =>
  order === 'newest' ? one > other : one < other;

/** Returns the place that comes first in a walk. */
export const firstOf = (order: Order, one: Place, other: Place): Place => (isBefore(order, one, other) ? one : other);

/** Reads one list page by page. */
export class ListReader {
  readonly name: string;
  /** The places that were read and not passed, in the walk's order. */
  ahead: Place[] = [];
  /** All places up to this one are known, which needn't be in the list itself. */
  readTo: Place;
  /** Places in a millisecond where the last page was read. */
  density = 0;
  #span: Span;
  #page: number;
  readonly #share: number;
  readonly #postings: PostingLists;
  readonly #budget: Budget;

  /** `wanted` is the number of places that will do; `share` that of the lists that are read together, as one has the places of another. */
  constructor(name: string, span: Span, wanted: number, share: number, postings: PostingLists, budget: Budget) {
    this.name = name;
    this.readTo = span.start;
    this.#span = span;
    this.#page = Math.min(wanted, pageOf(FIRST_PAGE, share));
    this.#share = share;
    this.#postings = postings;
    this.#budget = budget;
  }

  get isComplete(): boolean {
    return this.readTo === this.#span.end;
  }

  /** Reads the next page, from a place on if that is further. */
  async read(from: Place): Promise<void> {
    if (this.isComplete) return;
    const { order, end } = this.#span;
    const skips = isBefore(order, this.readTo, from);
    const start = skips ? from : this.readTo;
    const { places, more } = await this.#postings.page(this.name, { start, end, order }, this.#page);
    this.#budget.spend(unitsOfPlaces(places.length));
    this.#page = pageOf(LATER_PAGE, this.#share);
    // What was read before ended at this place, and a walk starts after its first.
    this.ahead.push(...places.filter((place) => skips || place !== start));
    this.density = densityOf(places);
    this.readTo = more ? (places.at(-1) ?? start) : end;
  }

  /** Looks up which of these places the list has, all that matter up to a place. */
  async lookUp(places: readonly Place[], to: Place): Promise<void> {
    const unknown = this.#unknown(places);
    this.#budget.spend(unitsOfItems(unknown.length));
    const having = unknown.length === 0 ? new Set<Place>() : await this.#postings.having(this.name, unknown);
    const had = unknown.filter((place) => having.has(place));
    this.assume(had, to);
  }

  /** Takes the list to have these places, and of all that matter no others up to a place. */
  assume(places: readonly Place[], to: Place): void {
    this.ahead.push(...this.#unknown(places));
    if (isBefore(this.#span.order, this.readTo, to)) this.readTo = to;
  }

  #unknown(places: readonly Place[]): readonly Place[] {
    return places.filter((place) => isBefore(this.#span.order, this.readTo, place));
  }

  /** Forgets the places up to one, and returns them. */
  pass(place: Place): readonly Place[] {
    const { order } = this.#span;
    const index = this.ahead.findIndex((one) => isBefore(order, place, one));
    return this.ahead.splice(0, index === -1 ? this.ahead.length : index);
  }
}

const pageOf = (size: number, share: number): number => Math.max(SMALLEST_PAGE, Math.ceil(size / share));

/** Returns the milliseconds between two places; infinite if one is none that a ticket can have. */
export const timeBetween = (one: Place, other: Place): number => {
  const time = Math.abs(timeOf(one) - timeOf(other));
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
};

const timeOf = (place: Place): number => Date.parse(`${place.slice(0, 23)}Z`);

const densityOf = (places: readonly Place[]): number =>
  places.length / Math.max(1, timeBetween(places[0] ?? '', places.at(-1) ?? ''));
