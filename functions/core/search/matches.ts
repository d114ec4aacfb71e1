import type { Term } from './query.ts';
import { wordsOf } from './words-of.ts';

/** Returns true if these texts together match: each term is in one of them, and no term that they must not have in any. */
export function matches(terms: readonly Term[], texts: readonly string[]): boolean {
  const words = texts.map(wordsOf);
  return terms.every((term) => words.some((text) => has(text, term)) !== term.isNot);
}

/** Returns true if a text has a term's words next to each other. */
export function has(text: readonly string[], { words, isPrefix }: Pick<Term, 'words' | 'isPrefix'>): boolean {
  const last = words.length - 1;
  return text.some((_, start) =>
    words.every((word, index) => {
      const there = text[start + index];
      return isPrefix && index === last ? there?.startsWith(word) : there === word;
    }),
  );
}
