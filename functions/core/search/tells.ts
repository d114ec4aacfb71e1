import { foldText } from '#core/text/fold-text.ts';
import { isUnread } from '#core/ticket/is-unread.ts';
import { latestOf } from '#core/ticket/latest-message.ts';
import type { ReadVersions } from '#core/ticket/read-marks.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { Filter, states } from './filter.ts';
import { has } from './matches.ts';
import { wordsOf } from './words-of.ts';

/** A ticket, as far as a search looks at it. */
export type Told = Omit<Ticket, 'statusBeforeClosing' | 'activityAt'>;

/** Returns true if the latest reply, or the ticket itself without any, is the customer's. */
export const isWaiting = (ticket: Pick<Ticket, 'latestMessage' | 'message' | 'createdAt'>): boolean =>
  latestOf(ticket).author.type === 'customer';

/**
 * Returns true if a ticket passes the filters that it can tell of itself, all but `has:`: any of those with one field, but each `is:` and each filter
 * with `-`.
 */
export function passes(ticket: Told, filters: readonly Filter[], read: ReadVersions): boolean {
  const told = filters.filter(({ key }) => key !== 'has');
  const holds = (filter: Filter) => isTrueOf(ticket, filter, read);
  return told.every((filter) => {
    if (filter.isNot) return !holds(filter);
    if (filter.key === 'is') return holds(filter);
    return told.some((other) => other.key === filter.key && !other.isNot && holds(other));
  });
}

function isTrueOf(ticket: Told, filter: Filter, read: ReadVersions): boolean {
  const { key } = filter;
  switch (filter.key) {
    case 'status':
    case 'priority':
      return ticket[filter.key] === filter.value;
    case 'tier':
      return foldText(ticket.supportTier).trim() === filter.value;
    case 'tag':
      return ticket.tags.some((tag) => foldText(tag).trim() === filter.value);
    case 'assignee':
      return (ticket.assignee?.id ?? 'none') === filter.value;
    case 'before':
      return ticket.createdAt < filter.value;
    case 'after':
      return ticket.createdAt >= filter.value;
    case 'from':
      return isFrom(ticket, filter.words);
    case 'is':
      return isIn[filter.value](ticket, read);
    case 'has':
      throw new Error(`A ticket can't tell ${key}.`);
  }
}

const isIn: Readonly<Record<(typeof states)[number], (ticket: Told, read: ReadVersions) => boolean>> = {
  unassigned: ({ assignee }) => assignee === null,
  waiting: isWaiting,
  unread: isUnread,
  snoozed: ({ snoozedUntil }) => snoozedUntil !== null,
};

function isFrom({ userEmail, userName, userId }: Told, words: readonly string[]): boolean {
  return [userEmail, userName ?? '', userId].some((text) => has(wordsOf(text), { words, isPrefix: false }));
}
