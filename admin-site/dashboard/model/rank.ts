import { foldText } from '#core/text/fold-text.ts';

/**
 * Returns how well a text matches what was typed, case and accents aside, best first: 0 if it begins with it, 1 if each of its words begins a word, 2 if
 * each is in it, 3 if its letters are, in their order, from the beginning of a word on. Undefined if it doesn't match.
 */
export function rankOf(query: string, text: string, isFuzzy: boolean): number | undefined {
  const [sought, folded] = [foldText(query).trim(), foldText(text)];
  if (folded.startsWith(sought)) return 0;
  const words = sought.split(/\s+/u);
  if (words.every((word) => ` ${folded}`.includes(` ${word}`))) return 1;
  if (words.every((word) => folded.includes(word))) return 2;
  return isFuzzy && hasLetters(folded, sought.replaceAll(/\s+/gu, '')) ? 3 : undefined;
}

interface Texts {
  readonly text: string;
  /** Text that it is found by, too. */
  readonly more?: string | undefined;
  /** True if the letters of `text` in their order are enough. Texts that people wrote have the letters of everything. */
  readonly isName?: boolean;
}

/** Returns what matches by its texts, best first; equals keep their order. A match of `text` alone is better than one that needs `more`. */
export function bestMatches<T>(items: readonly T[], query: string, textsOf: (item: T) => Texts): readonly T[] {
  return items
    .flatMap((item) => {
      const { text, more = '', isName = false } = textsOf(item);
      const rank = rankOf(query, text, isName);
      const rankOfAll = rank ?? rankOf(query, `${text} ${more}`, false);
      return rankOfAll === undefined ? [] : [{ item, rank: rank ?? 4 + rankOfAll }];
    })
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
}

const hasLetters = (text: string, letters: string): boolean =>
  [...text.matchAll(/(?<=^|\s)\S/gu)].some(
    ({ 0: first, index }) => letters.startsWith(first) && isWithin(letters, text.slice(index)),
  );

function isWithin(letters: string, text: string): boolean {
  let rest = text;
  for (const letter of letters) {
    const at = rest.indexOf(letter);
    if (at < 0) return false;
    rest = rest.slice(at + letter.length);
  }
  return true;
}
