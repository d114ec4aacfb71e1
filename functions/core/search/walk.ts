import { type Budget, unitsOfItems, unitsOfPlaces } from './budget.ts';
import { firstOf, isBefore, ListReader, timeBetween } from './list-reader.ts';
import type { Group, Plan } from './plan.ts';
import type { Place, PostingLists } from './ports.ts';
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

/** Places that are looked up in other lists together, and lists read ahead at least. */
const LOOKED_UP = 100;
const AHEAD = 125;

/**
 * Walks through groups of lists together and finds the places that all of them have, in time's order: a page of every list in one round, then of those
 * that are behind, which skip what another group has shown to be impossible. Places of a rare list are looked up in one that is much longer.
 */
export class Walk {
  /** Everything up to this place has been looked at. */
  reached: Place;
  #groups: ReadGroup[];
  readonly #plan: Plan;
  readonly #budget: Budget;

  /** `wanted` is the number of places that will do. */
  constructor(plan: Plan, wanted: number, postings: PostingLists, budget: Budget) {
    const { groups, span } = plan;
    this.#plan = plan;
    this.#budget = budget;
    this.reached = span.start;
    const reader = (name: string) => {
      const isOnly = groups.length === 1;
      return new ListReader(name, span, isOnly ? wanted + 1 : Number.POSITIVE_INFINITY, postings, budget);
    };
    this.#groups = groups.map((group) => {
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
    const behind = this.#groups.filter((group) => this.#knownTo(group) === frontier || aheadOf(group) < AHEAD);
    const driver = this.#farthest();
    await Promise.all(behind.map((group) => this.#advance(group, driver, frontier, possible)));
    const found = this.#take();
    if (this.#firstPossible() === this.#plan.span.end) this.reached = this.#plan.span.end;
    return found;
  }

  async #advance(group: ReadGroup, driver: ReadGroup, frontier: Place, possible: Place): Promise<void> {
    const rare = group === driver ? [] : this.#placesOf(driver, frontier).slice(0, LOOKED_UP);
    if (!isMuchLonger(group, rare, frontier)) await Promise.all(group.all.map((list) => list.read(possible)));
    else if (group.group.isTold) this.#groups = this.#groups.filter((one) => one !== group);
    else await Promise.all(group.all.map((list) => list.lookUp(rare)));
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
    const [fewest, ...others] = passed.toSorted((one, other) => one.all.size - other.all.size);
    const places = [...(fewest?.all ?? [])].filter((place) => others.every(({ all }) => all.has(place)));
    return places
      .toSorted((one, other) => (isBefore(order, one, other) ? -1 : 1))
      .map((place) => ({
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

  /** Returns the group that is known the farthest. */
  #farthest(): ReadGroup {
    const { order } = this.#plan.span;
    const known = new Map(this.#groups.map((group) => [group, this.#knownTo(group)]));
    return [...known].reduce((one, other) => (isBefore(order, one[1], other[1]) ? other : one))[0];
  }

  /** Returns the places of a group after one, as far as the group is known. */
  #placesOf(group: ReadGroup, after: Place): readonly Place[] {
    const { order } = this.#plan.span;
    const known = this.#knownTo(group);
    const places = group.all.flatMap(({ ahead }) => ahead);
    return [...new Set(places)]
      .filter((place) => isBefore(order, after, place) && !isBefore(order, known, place))
      .toSorted((one, other) => (isBefore(order, one, other) ? -1 : 1));
  }
}

/** Returns true if reading a group up to the last of some places takes more than looking them up in each of its lists. */
function isMuchLonger({ all }: ReadGroup, places: readonly Place[], from: Place): boolean {
  const last = places.at(-1);
  if (last === undefined) return false;
  const unread = all.filter(({ isComplete }) => !isComplete);
  const between = timeBetween(from, last);
  const expected = unread.reduce((sum, { density }) => sum + (density === 0 ? 0 : density * between), 0);
  return unitsOfPlaces(expected) > unitsOfItems(places.length * unread.length);
}

const aheadOf = ({ all }: ReadGroup): number =>
  all.every(({ isComplete }) => isComplete)
    ? Number.POSITIVE_INFINITY
    : all.reduce((sum, { ahead }) => sum + ahead.length, 0);
