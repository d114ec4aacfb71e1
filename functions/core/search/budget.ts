import { timeLeft } from '#core/deadline.ts';

/** The most rounds of requests, and read units of DynamoDB, that one search may take. */
const MAX_ROUNDS = 60;
const MAX_UNITS = 500;
/** The time that the last round and the response may take, in milliseconds. */
const SPARE_MS = 3000;

/** Items of a posting list that fit into half a read unit, 4 KB, and the units of a read of one item. */
const PLACES_PER_HALF_UNIT = 40;
const UNITS_PER_ITEM = 0.5;
const BYTES_PER_UNIT = 4096;

/** Returns the read units of a page of a list. */
export const unitsOfPlaces = (places: number): number => Math.max(1, Math.ceil(places / PLACES_PER_HALF_UNIT)) / 2;
/** Returns the read units of single items. */
export const unitsOfItems = (items: number): number => items * UNITS_PER_ITEM;
/** Returns the read units of a thread, which is read consistently, by its texts. */
export const unitsOfText = (texts: readonly string[]): number =>
  Math.max(1, Math.ceil(texts.reduce((sum, text) => sum + text.length, 0) / BYTES_PER_UNIT));

/** Counts what a search spends, so that none takes longer, or costs more, than what its request can bear. */
export class Budget {
  rounds = 0;
  units = 0;
  readonly #most: { readonly rounds: number; readonly units: number };

  constructor(most = { rounds: MAX_ROUNDS, units: MAX_UNITS }) {
    this.#most = most;
  }

  spend(units: number): void {
    this.units += units;
  }

  nextRound(): void {
    this.rounds += 1;
  }

  isUsedUp(): boolean {
    return this.rounds >= this.#most.rounds || this.units >= this.#most.units || timeLeft() < SPARE_MS;
  }
}
