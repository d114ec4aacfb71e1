/** A word of syllables for each rank, the frequent ones short: 0 is `ba`, 100 is `baba`. */
const wordOf = (rank: number): string =>
  rank < 100 ? syllable(rank) : wordOf(Math.floor(rank / 100) - 1) + syllable(rank % 100);
const syllable = (number: number): string =>
  `${'bcdfghjklmnpqrstvwxz'[number % 20]}${'aeiou'[Math.floor(number / 20)]}`;

/** The words that a desk's customers and agents use, the most frequent first. Their number is assumed. */
export const vocabulary = Array.from({ length: 20_000 }, (_, rank) => wordOf(rank));

/** Returns a generator of numbers from 0 to 1 that are the same in every run (mulberry32). */
export function evenNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

let sum = 0;
const upTo = vocabulary.map((_, rank) => {
  sum += 1 / (rank + 1);
  return sum;
});

/** Returns a function for texts of so many words, of which the nth most frequent is n times rarer than the first (Zipf's law). */
export function zipfTexts(random: () => number): (words: number) => string {
  const word = () => {
    const place = random() * sum;
    let [low, high] = [0, vocabulary.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((upTo[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low];
  };
  return (words) => Array.from({ length: words }, word).join(' ');
}
