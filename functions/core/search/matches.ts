import type { Query, Term } from './query.ts';
import { wordsOf } from './words-of.ts';

/** Returns true if these texts together match a query: each term in one of them, and no term that they must not have in any. */
export function matches(query: Query, texts: readonly string[]): boolean {
  const words = texts.map(wordsOf);
  return query.every((term) => words.some((text) => has(text, term)) !== term.isNot);
}

/** Returns true if a text has a term's words next to each other. */
function has(text: readonly string[], { words, isPrefix }: Term): boolean {
  const last = words.length - 1;
  return text.some((_, start) =>
    words.every((word, index) => {
      const there = text[start + index];
      return isPrefix && index === last ? there?.startsWith(word) : there === word;
    }),
  );
}
