import { foldText } from '#core/text/fold-text.ts';

/**
 * A character of a script that is written without spaces, which is a word of its own, so that every part of such a text is found whatever a dictionary
 * takes for its words; or a run of letters, digits and marks of others. Unicode's word rules change with its versions, and what is indexed must not.
 */
const WORD =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]|(?:(?![\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[\p{L}\p{N}\p{M}])+/gu;

/** The words of a text in their order, folded: `INV-2026/0042` is `inv`, `2026`, `0042`. */
export const wordsOf = (text: string): readonly string[] => foldText(text).match(WORD) ?? [];
