import { foldText } from '#core/text/fold-text.ts';
import { isAt } from './matches.ts';
import type { Term } from './query.ts';
import { WORD } from './words-of.ts';

/** A part of a text, as it is written; with `isHit` a search looked for it. */
export interface TextPart {
  readonly text: string;
  readonly isHit: boolean;
}

const characters = new Intl.Segmenter('en');

/**
 * Returns a text in parts, of which the hits are what these terms find in it by the rules of `matches`. Hits consist of whole characters as readers see
 * them, although folding changes their number; a phrase is one hit, and of a word that a prefix finds only the prefix is.
 */
export function markHits(text: string, terms: readonly Term[]): readonly TextPart[] {
  const all = [...characters.segment(text)].map(({ segment }) => segment);
  let folded = '';
  /** The character of which each unit of the folded text is a part. */
  const origins: number[] = [];
  for (const [index, character] of all.entries()) {
    folded += foldText(character);
    while (origins.length < folded.length) origins.push(index);
  }
  const found = [...folded.matchAll(WORD)];
  const words = found.map(([word]) => word);
  const hits = new Set<number>();
  for (const term of terms.filter(({ isNot }) => !isNot)) {
    for (const [start, first] of found.entries()) {
      const last = found[start + term.words.length - 1];
      if (!last || !isAt(words, start, term)) continue;
      const length = term.words.at(-1)?.length ?? 0;
      const from = origins[first.index] ?? 0;
      const to = origins[last.index + length - 1] ?? 0;
      for (let index = from; index <= to; index += 1) hits.add(index);
    }
  }
  const parts: { text: string; readonly isHit: boolean }[] = [];
  for (const [index, character] of all.entries()) {
    const isHit = hits.has(index);
    const before = parts.at(-1);
    if (before?.isHit === isHit) before.text += character;
    else parts.push({ text: character, isHit });
  }
  return parts;
}
