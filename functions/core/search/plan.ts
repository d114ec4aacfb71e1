import type { Team } from '#core/agents/team.ts';
import { codePoints } from '#core/text/text.ts';
import { type Position, statuses } from '#core/ticket/ticket.ts';
import type { Filter } from './filter.ts';
import { isBefore } from './list-reader.ts';
import { factList, noteWordList, wordList } from './lists.ts';
import { FIRST_PLACE, LAST_PLACE, placeOf } from './place.ts';
import type { Order, PostingLists, Span } from './ports.ts';
import type { Query, Term } from './query.ts';

/** Lists of which a ticket must be in at least one. */
export interface Group {
  /** Lists that a ticket never leaves. */
  readonly lasting: readonly string[];
  /** Lists that a ticket may have left since. */
  readonly moving: readonly string[];
  /** True if the ticket itself tells whether it belongs to the group, so that its lists may be left out. */
  readonly isTold: boolean;
  /** The term that the group is all of. */
  readonly term?: Term | undefined;
}

/** The lists to walk through together, and where. */
export interface Plan {
  /** At least one, unless nothing can match. */
  readonly groups: readonly Group[];
  readonly span: Span;
}

/** The most words that a prefix stands for, and its least length in code points: words are listed by their first two. */
const MAX_COMPLETIONS = 20;
const MIN_PREFIX = 2;

/** Returns the lists that a query's tickets are in, after a position. Throws `unavailable`. */
export async function planOf(
  query: Query,
  order: Order,
  after: Position | undefined,
  team: Team,
  postings: Pick<PostingLists, 'completions'>,
): Promise<Plan> {
  const terms = query.terms.filter(({ isNot }) => !isNot);
  const words = (await Promise.all(terms.map((term) => groupsOfTerm(term, postings)))).flat();
  const facts = groupsOfFilters(query.filters, team);
  const isAll = words.length === 0 && facts.length === 0;
  const span = spanOf(query.filters, order, after);
  const isEmpty = !isBefore(order, span.start, span.end);
  return { groups: isEmpty ? [] : isAll ? [everyTicket] : [...words, ...facts], span };
}

/** Every ticket has a status. */
const everyTicket: Group = {
  lasting: [],
  moving: statuses.map((status) => factList('status', status)),
  isTold: true,
};

function groupsOfTerm(term: Term, postings: Pick<PostingLists, 'completions'>): Promise<Group[]> {
  const isAlone = term.words.length === 1;
  return Promise.all(
    term.words.map(async (word, index): Promise<Group> => {
      const isPrefix = term.isPrefix && index === term.words.length - 1 && codePoints(word) >= MIN_PREFIX;
      const words = isPrefix ? await postings.completions(word, MAX_COMPLETIONS) : [];
      const all = [...new Set([word, ...words])];
      return {
        lasting: all.flatMap((one) => [wordList(one), noteWordList(one)]),
        moving: all.map((one) => factList('tagword', one)),
        isTold: false,
        // Each word of a phrase alone says little: its texts are read.
        term: isAlone ? term : undefined,
      };
    }),
  );
}

function groupsOfFilters(filters: readonly Filter[], team: Team): Group[] {
  const inactive = team.agents.filter(({ isActive }) => !isActive).map(({ id }) => id);
  const byField = new Map<string, string[]>();
  const groups: Group[] = [];
  const add = (field: string, lists: readonly string[]) =>
    byField.set(field, [...(byField.get(field) ?? []), ...lists]);
  const assignedTo = (id: string) => (id === 'none' ? [id, ...inactive] : [id]).map((one) => factList('assignee', one));
  for (const filter of filters.filter(({ isNot }) => !isNot)) {
    switch (filter.key) {
      case 'status':
      case 'priority':
      case 'tier':
      case 'tag':
        add(filter.key, [factList(filter.key, filter.value)]);
        break;
      case 'assignee':
        add(filter.key, assignedTo(filter.value));
        break;
      case 'is':
        if (filter.value === 'unassigned') add('is:unassigned', assignedTo('none'));
        if (filter.value === 'waiting' || filter.value === 'snoozed') {
          add(`is:${filter.value}`, [factList('is', filter.value)]);
        }
        // What is closed is never unread.
        if (filter.value === 'unread') {
          add('is:unread', [factList('status', 'open'), factList('status', 'in_progress')]);
        }
        break;
      case 'has':
        groups.push({ lasting: [factList('has', filter.value)], moving: [], isTold: false });
        break;
      case 'from':
        if (filters.filter(({ key, isNot }) => key === 'from' && !isNot).length === 1) {
          for (const word of filter.words) groups.push({ lasting: [wordList(word)], moving: [], isTold: true });
        }
        break;
    }
  }
  return [
    ...groups,
    ...[...byField.values()].map((moving) => ({ lasting: [], moving: [...new Set(moving)], isTold: true })),
  ];
}

function spanOf(filters: readonly Filter[], order: Order, after: Position | undefined): Span {
  const values = (key: 'before' | 'after', isNot: boolean) =>
    filters.flatMap((filter) => (filter.key === key && filter.isNot === isNot ? [filter.value] : [])).sort();
  // Several times mean any of them, so the widest; not before a time means at it or after.
  const from = [values('after', false)[0], ...values('before', true)]
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
  const until = [values('before', false).at(-1), ...values('after', true)]
    .filter((time) => time !== undefined)
    .sort()[0];
  // Nothing is at a time itself without an id, so a time is before every place at it.
  const [oldest, newest] = [from ?? FIRST_PLACE, until ?? LAST_PLACE];
  const [start, end] = order === 'newest' ? [newest, oldest] : [oldest, newest];
  return { start: after ? placeOf(after) : start, end, order };
}
