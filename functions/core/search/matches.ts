import type { Term } from './query.ts';
import { wordsOf } from './words-of.ts';

/** Returns true if these texts together match: each term is in one of them, and no term that they must not have in any. */
export function matches(terms: readonly Term[], texts: readonly string[]): boolean {
  const words = texts.map(wordsOf);
  return terms.every((term) => words.some((text) => has(text, term)) !== term.isNot);
}

type Words = Pick<Term, 'words' | 'isPrefix'>;

/** Returns true if a text has a term's words next to each other. */
export const has = (text: readonly string[], term: Words): boolean => text.some((_, start) => isAt(text, start, term));

/** Returns true if a text has a term's words next to each other from its word at `start` on. */
export function isAt(text: readonly string[], start: number, { words, isPrefix }: Words): boolean {
  const last = words.length - 1;
  return words.every((word, index) => {
    const there = text[start + index];
    return isPrefix && index === last ? there?.startsWith(word) : there === word;
  });
}
