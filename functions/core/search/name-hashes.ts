import { hash } from 'node:crypto';

const FIRST_ROOM = 1024;

/**
 * A set of names of which each can be marked, in nine bytes a name: millions of them fit into memory. They are kept as hashes of 64 bits; of 12 million, two
 * are the same with a probability of 1 in 250,000.
 */
export class NameHashes {
  #hashes = new BigUint64Array(FIRST_ROOM);
  #size = 0;
  #isSorted = true;
  #marks = new Uint8Array();

  add(name: string): void {
    if (this.#size === this.#hashes.length) {
      const larger = new BigUint64Array(2 * this.#size);
      larger.set(this.#hashes);
      this.#hashes = larger;
    }
    this.#hashes[this.#size] = hashOf(name);
    this.#size += 1;
    this.#isSorted = false;
  }

  /** Marks a name, after all were added. Returns false if it isn't in the set. */
  mark(name: string): boolean {
    const index = this.#indexOf(name);
    if (index === undefined) return false;
    this.#marks[index] = 1;
    return true;
  }

  /** Returns true if a name is in the set and isn't marked. */
  isUnmarked(name: string): boolean {
    const index = this.#indexOf(name);
    return index !== undefined && this.#marks[index] === 0;
  }

  #indexOf(name: string): number | undefined {
    if (!this.#isSorted) this.#sort();
    const wanted = hashOf(name);
    let [low, high] = [0, this.#size];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#hashes[middle] ?? 0n) < wanted) low = middle + 1;
      else high = middle;
    }
    return low < this.#size && this.#hashes[low] === wanted ? low : undefined;
  }

  #sort(): void {
    this.#hashes.subarray(0, this.#size).sort();
    this.#marks = new Uint8Array(this.#size);
    this.#isSorted = true;
  }
}

const hashOf = (name: string): bigint => hash('md5', name, 'buffer').readBigUInt64LE();
