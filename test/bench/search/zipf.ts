/** Words of a desk that has seen many tickets: by Zipf's law the n-th most frequent word is n times rarer than the first. */
const VOCABULARY = 50_000;

const cumulative = new Float64Array(VOCABULARY);
let total = 0;
for (let rank = 1; rank <= VOCABULARY; rank += 1) {
  total += 1 / rank;
  cumulative[rank - 1] = total;
}

/** Returns a word that comes up as often as its rank says, by a number from 0 to 1. */
export function wordAt(random: number): string {
  const wanted = random * total;
  let [low, high] = [0, VOCABULARY - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cumulative[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return wordOfRank(low + 1);
}

/** Returns the word of a rank, 1 for the most frequent: six letters, no two ranks alike. */
export function wordOfRank(rank: number): string {
  // Multiplied by a number without a common factor, so that neighbours in rank don't begin alike.
  let rest = (rank * 7_919_471) % 26 ** 5;
  let word = '';
  for (let letter = 0; letter < 5; letter += 1) {
    word += String.fromCharCode(97 + (rest % 26));
    rest = Math.floor(rest / 26);
  }
  return `${word}x`;
}

/** Returns a generator of numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
