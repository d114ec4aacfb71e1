/**
 * The facts by which agents search: a ticket's status, priority, folded tier, assignee (an agent's id or `none`) and folded tags, and the words of its
 * tags; `is:waiting` if the latest reply is the customer's; `is:snoozed`; `has:file`; and `has:note`.
 */
export type FactKey = 'status' | 'priority' | 'tier' | 'assignee' | 'tag' | 'tagword' | 'is' | 'has';

/** The name of the list of the tickets with a word in what their customers may read of them, or in what is for agents only. */
export const wordList = (word: string): string => `${WORD}${word}`;
export const noteWordList = (word: string): string => `${NOTE}${word}`;

/** The name of the list of the tickets of which a fact is true. Of a very long value, only the beginning counts. */
export const factList = (key: FactKey, value: string): string =>
  `${FACT}${key}:${value.slice(0, MAX_VALUE).toWellFormed()}`;

/**
 * The list of the open tickets for which something is due, in the order of that time. It has the time in the names that `dueList` gives it: a ticket whose
 * due time changes enters one and leaves another, as with any list.
 */
export const DUE = 'due';
export const dueList = (at: number): string => `${DUE}#${new Date(at).toISOString()}`;

/** Returns the time in the name of a list by `dueList`; undefined for any other list. */
export const dueIn = (list: string): string | undefined =>
  list.startsWith(`${DUE}#`) ? list.slice(DUE.length + 1) : undefined;

const WORD = 'word#';
const NOTE = 'note#';
const FACT = 'fact#';

/** In UTF-16 code units: tiers and tags that were imported may be longer than DynamoDB's keys. */
const MAX_VALUE = 500;

/** Returns the word that a list is of: the dictionary has those, for prefixes. Undefined for any other list. */
export function wordIn(list: string): string | undefined {
  const prefix = [WORD, NOTE, factList('tagword', '')].find((one) => list.startsWith(one));
  return prefix === undefined ? undefined : list.slice(prefix.length);
}
