import { foldText } from '#core/text/fold-text.ts';
import { type Priority, priorities, type Status, statuses } from '#core/ticket/ticket.ts';
import type { Token } from './tokens.ts';
import { wordsOf } from './words-of.ts';

/** The values of `is:` and `has:`. Each is a field of its own, so that all of them must be true. */
export const states = ['unassigned', 'waiting', 'unread', 'snoozed'] as const;
export const contents = ['file', 'note'] as const;

/** A condition on one field of a ticket; with `isNot` it must not be true. Texts are folded, times RFC 3339 UTC. */
export type Filter = { readonly isNot: boolean } & (
  | { readonly key: 'status'; readonly value: Status }
  | { readonly key: 'priority'; readonly value: Priority }
  /** `assignee`: an agent's id, or `none`. */
  | { readonly key: 'tier' | 'tag' | 'assignee'; readonly value: string }
  /** Submitted before this time, or at it or later. */
  | { readonly key: 'before' | 'after'; readonly value: string }
  /** Next to each other in the customer's name, address or id. */
  | { readonly key: 'from'; readonly words: readonly string[] }
  | { readonly key: 'is'; readonly value: (typeof states)[number] }
  | { readonly key: 'has'; readonly value: (typeof contents)[number] }
);

/** The people that a query may name: the agents, and the one who asks it. */
export interface People {
  readonly me: string;
  readonly agents: readonly { readonly id: string; readonly name: string }[];
}

/** Returns the filter that a token means; undefined if it has no key; or the mistake in its value. */
export function filterOf({ key, value, isNot }: Token, people: People): Filter | string | undefined {
  const folded = foldText(value).trim();
  if (key === undefined) return undefined;
  if (folded === '') return `${key}: needs a value`;
  switch (key) {
    case 'status':
      return oneOf(key, statuses, folded, (one) => ({ key, value: one, isNot }));
    case 'priority':
      return oneOf(key, priorities, folded, (one) => ({ key, value: one, isNot }));
    case 'is':
      return oneOf(key, states, folded, (one) => ({ key, value: one, isNot }));
    case 'has':
      return oneOf(key, contents, folded, (one) => ({ key, value: one, isNot }));
    case 'tier':
    case 'tag':
      return { key, value: folded, isNot };
    case 'assignee': {
      const id = agentBy(folded, people);
      return id === undefined ? 'assignee: must be me, none, or the name or id of an agent' : { key, value: id, isNot };
    }
    case 'from': {
      const words = wordsOf(value);
      return words.length === 0 ? 'from: needs letters or digits' : { key, words, isNot };
    }
    case 'before':
    case 'after': {
      const time = beginningOf(folded);
      return time === undefined
        ? `${key}: must be a day, a month or a year, such as 2026-11-30, 2026-11 or 2026`
        : { key, value: time, isNot };
    }
  }
}

function oneOf<T extends string>(
  key: string,
  values: readonly T[],
  text: string,
  filter: (value: T) => Filter,
): Filter | string {
  const value = values.find((one) => one === text);
  return value === undefined ? `${key}: must be ${listed(values)}` : filter(value);
}

const listed = (values: readonly string[]): string => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;

function agentBy(text: string, { me, agents }: People): string | undefined {
  if (text === 'me') return me;
  if (text === 'none') return text;
  return agents.find(({ id, name }) => id === text || foldText(name).trim() === text)?.id;
}

/** Returns the time at which a day, a month or a year begins, in UTC, with nine fractional digits as tickets have them. */
function beginningOf(text: string): string | undefined {
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(text)) return undefined;
  const day = `${text}-01-01`.slice(0, 10);
  const time = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
  return isDay ? `${day}T00:00:00.000000000Z` : undefined;
}
