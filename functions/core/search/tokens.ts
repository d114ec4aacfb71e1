/** The keys of a query: `tag:billing`. */
export const keys = ['status', 'priority', 'tier', 'assignee', 'tag', 'from', 'before', 'after', 'is', 'has'] as const;
export type Key = (typeof keys)[number];

/** A part of a query as it is typed: `-` before it, and a key with its value, or a word or phrase alone. */
export interface Token {
  /** Its place in the text, in UTF-16 units. */
  readonly at: number;
  readonly end: number;
  readonly isNot: boolean;
  readonly key: Key | undefined;
  /** The word, the phrase without its quotation marks, or the value of the key in the same way, which is empty if it is missing. */
  readonly value: string;
  /** True if whoever types may go on with it: it ends the text, and no quotation mark closes it. */
  readonly isOpen: boolean;
}

/** Quoted up to the next quotation mark, or up to the end while it is being typed; or up to the next space. What is no key, as in `https://`, is a word. */
const TOKEN =
  /(?<not>-?)(?:(?<key>status|priority|tier|assignee|tag|from|before|after|is|has):)?(?:"(?<phrase>[^"]*)(?<close>"?)|(?<word>[^\s"]\S*))?/giu;
const TERM = /(?<not>-?)(?:"(?<phrase>[^"]*)(?<close>"?)|(?<word>[^\s"]\S*))/gu;

/** Returns the words, phrases and keys with values of a text, in their order. */
export const tokensOf = (text: string): readonly Token[] => tokensBy(TOKEN, text);

/** Returns the words and phrases of a text, in their order; nothing in it is a key. */
export const termsIn = (text: string): readonly Token[] => tokensBy(TERM, text);

const tokensBy = (pattern: RegExp, text: string): readonly Token[] =>
  [...text.matchAll(pattern)].flatMap(({ 0: typed, index: at, groups = {} }) => {
    const { not, key, phrase, close, word } = groups;
    if (key === undefined && phrase === undefined && word === undefined) return [];
    const end = at + typed.length;
    const isOpen = end === text.length && close !== '"';
    const value = phrase ?? word ?? '';
    return [{ at, end, isNot: not === '-', key: key?.toLowerCase() as Key | undefined, value, isOpen }];
  });
