import { type FieldError, invalidFields } from '#core/errors.ts';
import { codePoints } from '#core/text/text.ts';
import { wordsOf } from './words-of.ts';

/** The most code points, and the most terms, of a query. */
const MAX_QUERY = 500;
const MAX_TERMS = 10;

/** Words that a text must have next to each other, in this order; with `isNot` it must not have them. */
export interface Term {
  /** Folded; at least one. */
  readonly words: readonly string[];
  /** True if the last word is only the beginning of one: whoever types hasn't finished it. */
  readonly isPrefix: boolean;
  readonly isNot: boolean;
}

/** All terms must match, each anywhere. */
export type Query = readonly Term[];

/** A term as it is typed: quoted up to the next quotation mark, or up to the end while it is being typed; or up to the next space. */
const TYPED = /(-?)(?:"([^"]*)("?)|([^\s"]\S*))/gu;

/**
 * Reads what somebody types to search: words, which may stand in any order, `"a phrase"`, and `-not` before either. The last word is a prefix unless a
 * space or a quotation mark follows. A word with punctuation, such as `INV-2026/0042`, is a phrase of its parts. Text without letters and digits means
 * nothing. Throws `invalid_fields`; the place of the first term too many is counted from 1 in code points.
 */
export function readQuery(text: string): Query {
  if (codePoints(text) > MAX_QUERY) throw invalidFields([mistake(`has more than ${MAX_QUERY} characters`)]);
  const terms = [...text.matchAll(TYPED)].flatMap((found) => {
    const [typed, not, phrase, end, word] = found;
    const words = wordsOf(phrase ?? word ?? '');
    const isLast = found.index + typed.length === text.length && end !== '"';
    const isPrefix = isLast && /[\p{L}\p{N}\p{M}]$/u.test(typed);
    return words.length === 0 ? [] : [{ words, isPrefix, isNot: not === '-', at: found.index }];
  });
  const tooMany = terms[MAX_TERMS];
  if (tooMany) {
    const place = codePoints(text.slice(0, tooMany.at)) + 1;
    throw invalidFields([mistake(`has more than ${MAX_TERMS} terms: the next one begins at ${place}`)]);
  }
  return terms.map(({ at: _, ...term }) => term);
}

const mistake = (detail: string): FieldError => ({ pointer: '?q', detail });
