/**
 * The facts by which agents search: a ticket's status, priority, folded tier, assignee (an agent's id or `none`) and folded tags; `is:waiting` if the
 * latest reply is the customer's; `has:file`; and `has:note`.
 */
export type FactKey = 'status' | 'priority' | 'tier' | 'assignee' | 'tag' | 'is' | 'has';

/** The name of the list of the tickets with a word in what their customers may read of them, or in what is for agents only. */
export const wordList = (word: string): string => `word#${word}`;
export const noteWordList = (word: string): string => `note#${word}`;

/** The name of the list of the tickets of which a fact is true. */
export const factList = (key: FactKey, value: string): string => `fact#${key}:${value}`;
