import { contents, filterOf, states } from '#core/search/filter.ts';
import { type Key, keys, type Token, tokensOf } from '#core/search/tokens.ts';
import { foldText } from '#core/text/fold-text.ts';
import { priorities, statuses } from '#core/ticket/ticket.ts';
import { knownTags } from '#dashboard/model/known-tags.ts';
import { filterNames, priorityNames } from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { namedDates } from './days.ts';
import * as words from './messages.ts';

/** Completions of what is being typed. */
export interface Completion {
  /** The key or the value, as it is shown. */
  readonly name: string;
  readonly hint: string;
  /** The text that takes the place of what is typed; a value ends with a space, and nothing more is to be completed. */
  readonly inserted: string;
}

/** The completions of what is being typed, and where it begins in the text, in UTF-16 units. */
export interface Completions {
  readonly at: number;
  readonly all: readonly Completion[];
  /** True if Enter means the first one; else what is typed means something by itself, until an arrow key has chosen one. */
  readonly firstIsMeant: boolean;
}

/** The sources of values; `now` in milliseconds since 1970. */
export interface Known {
  /** Newest first. */
  readonly tickets: readonly Ticket[];
  readonly agents: readonly { readonly id: string; readonly name: string }[];
  readonly now: number;
}

/** More are found by typing on. */
const SHOWN = 8;

/** Returns what the key or value before the caret may become, the likeliest first; keys alone if nothing is typed. */
export function completionsOf(text: string, caret: number, known: Known): Completions {
  const typed = text.slice(0, caret);
  const token = tokensOf(typed).at(-1);
  if (text.trim() === '') return { at: 0, all: keys.map((key) => keyCompletion(key, '')), firstIsMeant: false };
  if (!token?.isOpen) return { at: caret, all: [], firstIsMeant: false };
  const { at, key, isNot } = token;
  const not = isNot ? '-' : '';
  if (key === undefined) {
    const word = typed.slice(at + not.length).toLowerCase();
    const found = word === '' ? [] : keys.filter((one) => one.startsWith(word));
    return { at, all: found.map((one) => keyCompletion(one, not)), firstIsMeant: false };
  }
  const all = found(valuesOf(key, known), token.value).map(({ value, hint }) => ({
    name: value,
    hint,
    inserted: `${not}${key}:${quoted(value)} `,
  }));
  return { at, all, firstIsMeant: !(isFree(key) && isValue(token)) };
}

const keyCompletion = (key: Key, not: string): Completion => ({
  name: `${not}${key}:`,
  hint: words.keyHints[key],
  inserted: `${not}${key}:`,
});

/** Any part of a name or address, and any date, is a value of its own. */
const isFree = (key: Key): boolean => key === 'from' || key === 'before' || key === 'after';

const isValue = (token: Token): boolean => typeof filterOf(token, { me: '', agents: [] }) === 'object';

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

interface Value {
  readonly value: string;
  readonly hint: string;
}

function valuesOf(key: Key, { tickets, agents, now }: Known): readonly Value[] {
  switch (key) {
    case 'status':
      return statuses.map((value) => ({ value, hint: filterNames[value] }));
    case 'priority':
      return priorities.map((value) => ({ value, hint: priorityNames[value] }));
    case 'is':
      return states.map((value) => ({ value, hint: words.stateHints[value] }));
    case 'has':
      return contents.map((value) => ({ value, hint: words.contentHints[value] }));
    case 'assignee':
      return [
        { value: 'me', hint: words.assigneeHints.me },
        { value: 'none', hint: words.assigneeHints.none },
        ...agents.map(({ id, name }) =>
          isNamed(name, agents) ? { value: name, hint: '' } : { value: id, hint: name },
        ),
      ];
    case 'tier':
      return [...new Set(tickets.map(({ supportTier }) => supportTier))].map((value) => ({ value, hint: '' }));
    case 'tag':
      return knownTags(tickets).map((value) => ({ value, hint: '' }));
    case 'from':
      return [...new Map(tickets.map(({ userEmail, userName }) => [userEmail, userName ?? '']))].map(
        ([value, hint]) => ({ value, hint }),
      );
    case 'before':
    case 'after':
      return namedDates(now);
  }
}

/** Returns true if a name means one agent only. */
const isNamed = (name: string, agents: Known['agents']): boolean =>
  !['me', 'none'].includes(foldText(name)) &&
  agents.filter((one) => foldText(one.name) === foldText(name)).length === 1;

/** Returns the values that hold what is typed, first those that begin with it. A value with a quotation mark can't be written in a query. */
function found(values: readonly Value[], typed: string): readonly Value[] {
  const text = foldText(typed).trim();
  const isAt = ({ value, hint }: Value) => [value, hint].map((one) => foldText(one).indexOf(text));
  const holding = values.filter((one) => !one.value.includes('"') && isAt(one).some((place) => place >= 0));
  const beginning = holding.filter((one) => isAt(one).includes(0));
  return [...new Set([...beginning, ...holding])].slice(0, SHOWN);
}
