import { invalidFields } from '#core/errors.ts';
import { codePoints } from '#core/text/text.ts';
import { type Filter, filterOf, type People } from './filter.ts';
import { type Token, termsIn, tokensOf } from './tokens.ts';
import { wordsOf } from './words-of.ts';

/** The most code points, and the most terms, of a query. */
export const MAX_QUERY = 500;
export const MAX_TERMS = 10;

/** The parameter in which lists are sent a query. */
const SENT = '?q';

/** Words that a text must have next to each other, in this order; with `isNot` it must not have them. */
export interface Term {
  /** Folded; at least one. */
  readonly words: readonly string[];
  /** True if the last word may be only the beginning of one: whoever types hasn't finished it. Never with `isNot`. */
  readonly isPrefix: boolean;
  readonly isNot: boolean;
}

/** A question about tickets: all terms must match, each anywhere, and all filters, of which those with the same field mean any of their values. */
export interface Query {
  readonly terms: readonly Term[];
  readonly filters: readonly Filter[];
}

/**
 * Reads what an agent types to search: words, which may stand in any order, `"a phrase"`, filters such as `tag:billing`, and `-` before any of them. The
 * last word is a prefix unless a space or a quotation mark follows. A word with punctuation, such as `INV-2026/0042`, is a phrase of its parts. Text
 * without letters and digits means nothing. Throws `invalid_fields`, which points to where the text was sent, with the place of each mistake, counted
 * from 1 in code points.
 */
export function readQuery(text: string, people: People, pointer = SENT): Query {
  const read = limited(text, tokensOf(text), pointer).map((token) => ({ token, filter: filterOf(token, people) }));
  const mistakes = read.flatMap(({ token, filter }) =>
    typeof filter === 'string' ? [{ pointer, detail: `${filter}, at ${placeOf(text, token)}` }] : [],
  );
  if (mistakes.length > 0) throw invalidFields(mistakes);
  return {
    terms: read.flatMap(({ token, filter }) => (filter === undefined ? [termOf(token)] : [])),
    filters: read.flatMap(({ filter }) => (filter === undefined || typeof filter === 'string' ? [] : [filter])),
  };
}

/** Reads what a customer types to search their own tickets, in the same way but without filters: `status:open` is a phrase. Throws `invalid_fields`. */
export const readTerms = (text: string): readonly Term[] => limited(text, termsIn(text), SENT).map(termOf);

/** Returns the tokens that mean something, if they aren't too many. */
function limited(text: string, tokens: readonly Token[], pointer: string): readonly Token[] {
  if (codePoints(text) > MAX_QUERY) throw invalidFields([{ pointer, detail: `has more than ${MAX_QUERY} characters` }]);
  const meant = tokens.filter(({ key, value }) => key !== undefined || wordsOf(value).length > 0);
  const tooMany = meant[MAX_TERMS];
  if (tooMany) {
    const detail = `has more than ${MAX_TERMS} terms: the next one begins at ${placeOf(text, tooMany)}`;
    throw invalidFields([{ pointer, detail }]);
  }
  return meant;
}

const termOf = ({ value, isOpen, isNot }: Token): Term => ({
  words: wordsOf(value),
  isPrefix: isOpen && !isNot && /[\p{L}\p{N}\p{M}]$/u.test(value),
  isNot,
});

const placeOf = (text: string, { at }: Token): number => codePoints(text.slice(0, at)) + 1;
