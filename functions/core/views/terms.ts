import { foldText } from '#core/text/fold-text.ts';
import { beginning, codePoints } from '#core/text/text.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type Counters, none } from './counters.ts';
import { dayOf, nameOf } from './names.ts';
import { isStopWord } from './stop-words.ts';

/** The maximum code points of a subject, and of a word, that are counted. */
const MAX_SUBJECT = 80;
const MAX_WORD = 30;
const MAX_WORDS = 6;

/** The maximum size of a day's terms, in bytes of UTF-8: ninety days of them fit into one response of DynamoDB. */
const MAX_DAY_BYTES = 8000;

/** Scripts in which a word of two characters can be meaningful. */
const SHORT_WORDS =
  /[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

let segmenter: Intl.Segmenter | undefined;

/**
 * Returns the terms a subject is counted by: the whole, in lower case and single spaces, and its meaningful words, each once, as they are written.
 */
export function termsOf(subject: string): { readonly subject: string; readonly words: readonly string[] } {
  const text = subject.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  const words = new Map(
    wordsIn(text)
      .filter(isMeaningful)
      .map((word) => [foldText(word), word]),
  );
  return { subject: beginning(text, MAX_SUBJECT), words: [...words.values()].slice(0, MAX_WORDS) };
}

/** Text other than ASCII, or with marks inside words; in any other text, words are runs of letters and digits. */
const NOT_SIMPLE = /[^\n\x20-\x7e]|_|[a-z\d][.,:;'][a-z\d]/i;

/**
 * Returns the words of a text by Unicode's rules and ICU's dictionaries, so they needn't have spaces between them; contractions are split into their
 * parts.
 */
export function wordsIn(text: string): string[] {
  // Loading the segmenter adds 16 ms to a cold start.
  if (!NOT_SIMPLE.test(text)) return text.match(/[a-z\d]+/gi) ?? [];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(text))
    .filter(({ isWordLike }) => isWordLike)
    .flatMap(({ segment }) => segment.split(/['’ʼ]/));
}

function isMeaningful(word: string): boolean {
  const length = codePoints(word);
  const isWord = /\p{L}/u.test(word) && length >= (SHORT_WORDS.test(word) ? 2 : 3) && length <= MAX_WORD;
  return isWord && !isStopWord(word);
}

/** Returns the entry of the terms of a day's tickets. */
export const termsEntry = (day: string): string => `${day}#terms`;
export const isTermsEntry = (entry: string): boolean => entry.endsWith('#terms');

/** Returns the terms that a ticket counts towards, on the day it was submitted: none once it was merged. */
export function termCountersOf({
  subject: text,
  createdAt,
  mergedInto,
}: Pick<Ticket, 'subject' | 'createdAt' | 'mergedInto'>): Counters {
  if (mergedInto) return none;
  const { subject, words } = termsOf(text);
  const names = [nameOf('subject', subject), ...words.map((word) => nameOf('word', word))];
  return new Map([[termsEntry(dayOf(createdAt)), new Map(names.map((name) => [name, 1]))]]);
}

/**
 * Returns the part of `added` that still fits beside a day's known terms: known terms go on being counted, new ones only until the day is full. So a
 * day with very many tickets counts the terms that came up first, which include the common ones.
 */
export function withRoom(added: Counters, known: Counters): Counters {
  if (added.size === 0) return none;
  return new Map(
    [...added].map(([entry, names]) => {
      const counted = known.get(entry) ?? new Map<string, number>();
      let bytes = bytesOf(counted.keys());
      const fits = (name: string) => {
        if (counted.has(name)) return true;
        bytes += bytesOf([name]);
        return bytes <= MAX_DAY_BYTES;
      };
      return [entry, new Map([...names].filter(([name]) => fits(name)))];
    }),
  );
}

/** Returns true if a day may have left terms out. */
export const isFull = (names: Iterable<string>): boolean => bytesOf(names) > MAX_DAY_BYTES - LONGEST_NAME;

const LONGEST_NAME = 4 * MAX_SUBJECT + 'subject'.length + 1;

function bytesOf(names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) bytes += new TextEncoder().encode(name).byteLength;
  return bytes;
}
