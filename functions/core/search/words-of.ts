import { foldText } from '#core/text/fold-text.ts';

/**
 * A character of a script that is written without spaces, which is a word of its own, so that every part of such a text is found whatever a dictionary
 * takes for its words; or a run of letters, digits and marks of others. Unicode's word rules change with its versions, and what is indexed must not.
 */
export const WORD =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]|(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{N}\p{M}])+/gu;

/** The most code points of a word. A longer one is found by its beginning, as DynamoDB limits its keys. */
const MAX_WORD = 64;

/** The words of a text in their order, folded, each cut to 64 code points: `INV-2026/0042` is `inv`, `2026`, `0042`. */
export const wordsOf = (text: string): readonly string[] => (foldText(text).match(WORD) ?? []).map(cut);

const cut = (word: string): string => (word.length > MAX_WORD ? [...word].slice(0, MAX_WORD).join('') : word);

/** The words of a folded text with their places, in UTF-16 units. */
export const wordsIn = (
  folded: string,
): readonly { readonly word: string; readonly at: number; readonly end: number }[] =>
  [...folded.matchAll(WORD)].map(({ 0: word, index: at }) => ({ word: cut(word), at, end: at + word.length }));
