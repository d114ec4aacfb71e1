import { type Budget, unitsOfItems, unitsOfPlaces } from './budget.ts';
import { firstOf, isBefore, ListReader, timeBetween } from './list-reader.ts';
import type { Group, Plan } from './plan.ts';
import type { Order, Place, PostingLists } from './ports.ts';
import type { Term } from './query.ts';

/** A place that is in all groups. */
export interface Candidate {
  readonly place: Place;
  /** Words that a list has of the ticket from which it may have been removed since. */
  readonly doubtful: readonly Term[];
}

interface ReadGroup {
  readonly group: Group;
  readonly lasting: readonly ListReader[];
  readonly moving: readonly ListReader[];
  readonly all: readonly ListReader[];
}

/** A word has these lists: of what customers may read, of what is for agents, and of tags. Mostly the first is long, if any. */
const LISTS_OF_WORD = 3;

/** The most places that are looked up together, and the ratio from which on a list waits for another. */
const LOOKED_UP = 100;
const MUCH_DENSER = 4;

/**
 * Walks through groups of lists together and finds the places that all of them have, in time's order: a page of every list in one round, then of those
 * that are behind, which skip what another group has shown to be impossible. Places of a rare list are looked up in one that is much longer.
 */
export class Walk {
  /** Everything up to this place has been looked at. */
  reached: Place;
  readonly #groups: readonly ReadGroup[];
  readonly #plan: Plan;
  readonly #budget: Budget;

  /** `wanted` is the number of places that will do. */
  constructor(plan: Plan, wanted: number, postings: PostingLists, budget: Budget) {
    const { groups, span } = plan;
    this.#plan = plan;
    this.#budget = budget;
    this.reached = span.start;
    const most = groups.length === 1 ? wanted + 1 : Number.POSITIVE_INFINITY;
    this.#groups = groups.map((group) => {
      const words = Math.ceil((group.lasting.length + group.moving.length) / LISTS_OF_WORD);
      const reader = (name: string) => new ListReader(name, span, most, words, postings, budget);
      const lasting = group.lasting.map(reader);
      const moving = group.moving.map(reader);
      return { group, lasting, moving, all: [...lasting, ...moving] };
    });
  }

  get isOver(): boolean {
    return this.#groups.length === 0 || this.reached === this.#plan.span.end;
  }

  /** Takes one round of reads. Returns the places found by it, which may be none. Throws `unavailable`. */
  async next(): Promise<readonly Candidate[]> {
    this.#budget.nextRound();
    const frontier = this.#frontier();
    const possible = this.#firstPossible();
    const behind = this.#groups.filter((group) => this.#knownTo(group) === frontier);
    const ahead = this.#groups.filter((group) => !behind.includes(group));
    const sparsest = Math.min(...behind.map(densityOf));
    const longest = ahead.length > 0 ? sparsest : MUCH_DENSER * sparsest;
    const others = ahead.length > 0 ? this.#sharedBy(ahead, frontier) : undefined;
    await Promise.all(
      behind.map((group) => {
        // A longer list waits for what the others leave of it.
        if (densityOf(group) > longest) return undefined;
        if (others && isLong(group, frontier, others)) return lookUp(group, others);
        return Promise.all(group.all.map((list) => list.read(possible)));
      }),
    );
    const found = this.#take();
    if (this.#firstPossible() === this.#plan.span.end) this.reached = this.#plan.span.end;
    return found;
  }

  /** Returns the first places after one that all of some groups have, and the place up to which these are all. */
  #sharedBy(groups: readonly ReadGroup[], after: Place): Shared {
    const { order, end } = this.#plan.span;
    const known = groups.reduce((place, group) => firstOf(order, place, this.#knownTo(group)), end);
    const isWithin = (place: Place) => isBefore(order, after, place) && !isBefore(order, known, place);
    const sets = groups.map(({ all }) => new Set(all.flatMap(({ ahead }) => ahead.filter(isWithin))));
    const shared = inAll(sets, order);
    const places = shared.slice(0, LOOKED_UP);
    return { places, to: shared.length > places.length ? (places.at(-1) ?? known) : known };
  }

  /** Takes the places that all groups have, up to where all are known. */
  #take(): Candidate[] {
    const { order } = this.#plan.span;
    const frontier = this.#frontier();
    const passed = this.#groups.map((group) => {
      const lasting = new Set(group.lasting.flatMap((list) => list.pass(frontier)));
      const all = new Set([...lasting, ...group.moving.flatMap((list) => list.pass(frontier))]);
      return { term: group.group.term, lasting, all };
    });
    this.reached = frontier;
    const places = inAll(
      passed.map(({ all }) => all),
      order,
    );
    return places.map((place) => ({
      place,
      doubtful: passed.flatMap(({ term, lasting }) => (term && !lasting.has(place) ? [term] : [])),
    }));
  }

  /** Returns the place up to which a group is known. */
  #knownTo({ all }: ReadGroup): Place {
    const { order, end } = this.#plan.span;
    return all.reduce((known, { readTo }) => firstOf(order, known, readTo), end);
  }

  #frontier(): Place {
    const { order, end } = this.#plan.span;
    return this.#groups.reduce((known, group) => firstOf(order, known, this.#knownTo(group)), end);
  }

  /** Returns the first place that all groups may still have. */
  #firstPossible(): Place {
    const { order } = this.#plan.span;
    return this.#groups.reduce((farthest, group) => {
      const first = group.all.reduce(
        (known, { ahead: [place] }) => (place === undefined ? known : firstOf(order, known, place)),
        this.#knownTo(group),
      );
      return isBefore(order, farthest, first) ? first : farthest;
    }, this.reached);
  }
}

/** Returns the places that all sets have, in the walk's order. */
function inAll(sets: readonly ReadonlySet<Place>[], order: Order): readonly Place[] {
  const [fewest, ...others] = sets.toSorted((one, other) => one.size - other.size);
  return [...(fewest ?? [])]
    .filter((place) => others.every((set) => set.has(place)))
    .toSorted((one, other) => (isBefore(order, one, other) ? -1 : 1));
}

/** The places that some groups have, all of them up to one. */
interface Shared {
  readonly places: readonly Place[];
  readonly to: Place;
}

/** Returns true if reading a group as far as others takes more than looking their places up in it. */
function isLong({ all }: ReadGroup, from: Place, { places, to }: Shared): boolean {
  const unread = all.filter(({ isComplete }) => !isComplete);
  const time = timeBetween(from, to);
  const expected = unread.reduce((sum, { density }) => sum + (density === 0 ? 0 : density * time), 0);
  return unitsOfPlaces(expected) > unitsOfItems(places.length * unread.length);
}

/** Finds out which places of others are in a group. What the tickets themselves tell is left to them, as they are read anyway. */
const lookUp = ({ group, all }: ReadGroup, { places, to }: Shared) =>
  Promise.all(all.map((list) => (group.isTold ? list.assume(places, to) : list.lookUp(places, to))));

const densityOf = ({ all }: ReadGroup): number => all.reduce((sum, { density }) => sum + density, 0);
