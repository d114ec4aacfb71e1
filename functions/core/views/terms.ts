import type { Ticket } from '../ticket.ts';
import { dayOf, nameOf } from './contribution.ts';
import { type Counters, none } from './counters.ts';

const MAX_SUBJECT = 80;
const MAX_WORDS = 6;
const WORD = /[\p{L}\p{N}]{3,30}/gu;

/** What a day's terms may take, in bytes of UTF-8: ninety days of them fit into one answer of DynamoDB's. */
const MAX_DAY_BYTES = 8000;

/** Words that say nothing about what a ticket is about. */
const STOP_WORDS = new Set(
  'about after all and any are but can cannot could did does doesn don for from get had has have help how into isn just not now one our out please she that the their them then there they this was way were what when where which who why will with won would you your'.split(
    ' ',
  ),
);

/** What subjects are counted by: the whole, in lower case and single spaces, and its telling words, each once. */
export function termsOf(subject: string): { readonly subject: string; readonly words: readonly string[] } {
  const text = subject.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ').trim();
  const words = [...new Set(text.match(WORD) ?? [])].filter((word) => !STOP_WORDS.has(word));
  return { subject: [...text].slice(0, MAX_SUBJECT).join(''), words: words.slice(0, MAX_WORDS) };
}

/** The entry of the terms of a day's tickets. */
export const termsEntry = (day: string): string => `${day}#terms`;
export const isTermsEntry = (entry: string): boolean => entry.endsWith('#terms');

/** The terms that a ticket counts, on the day it was submitted. */
export function termCountersOf({ subject: text, createdAt }: Pick<Ticket, 'subject' | 'createdAt'>): Counters {
  const { subject, words } = termsOf(text);
  const names = [nameOf('subject', subject), ...words.map((word) => nameOf('word', word))];
  return new Map([[termsEntry(dayOf(createdAt)), new Map(names.map((name) => [name, 1]))]]);
}

/**
 * What of `added` still finds room beside the terms that the days have: terms that are counted go on being counted, new ones
 * only until a day is full. So a day of very many tickets counts those terms that came up first, which common ones do.
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

/** Whether a day may have left terms out. */
export const isFull = (names: Iterable<string>): boolean => bytesOf(names) > MAX_DAY_BYTES - LONGEST_NAME;

const LONGEST_NAME = 4 * MAX_SUBJECT + 'subject'.length + 1;

function bytesOf(names: Iterable<string>): number {
  let bytes = 0;
  for (const name of names) bytes += new TextEncoder().encode(name).byteLength;
  return bytes;
}
