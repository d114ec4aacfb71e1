import { has } from '#core/search/matches.ts';
import type { Term } from '#core/search/query.ts';
import { wordsIn } from '#core/search/words-of.ts';
import { foldText } from '#core/text/fold-text.ts';

/** A part of a text that a query's words match, in UTF-16 units. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Returns the words and phrases of a text that match, in their order; whole words, also where the query has only their beginning. */
export function hitsIn(text: string, terms: readonly Term[]): readonly Hit[] {
  const { folded, starts, ends } = foldedInPlace(text);
  const found = wordsIn(folded);
  return found.flatMap(({ at }, first) =>
    terms.flatMap((term) => {
      const run = found.slice(first, first + term.words.length);
      const last = run.at(-1);
      if (
        term.isNot ||
        !last ||
        !has(
          run.map(({ word }) => word),
          term,
        )
      )
        return [];
      return [{ start: starts[at] ?? 0, end: ends[last.end - 1] ?? text.length }];
    }),
  );
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Folds a text character by character, as people see them: each unit of the folded text with the start and the end of the character that it comes from. */
function foldedInPlace(text: string): { folded: string; starts: readonly number[]; ends: readonly number[] } {
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { segment, index } of characters.segment(text)) {
    const part = foldText(segment);
    folded += part;
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(index);
      ends.push(index + segment.length);
    }
  }
  return { folded, starts, ends };
}
