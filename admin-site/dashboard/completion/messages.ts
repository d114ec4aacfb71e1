import type { Key } from '#core/search/tokens.ts';
import { counted } from '#dashboard/model/locale.ts';

// Every word of the completion of queries, which loads with it.

/** Hints of what each key of a query is for. */
export const keyHints: Readonly<Record<Key, string>> = {
  status: 'Open, in progress or closed',
  priority: 'Low, normal or high',
  tier: 'Support tier',
  assignee: 'Who looks after it',
  tag: 'Tagged with',
  from: 'Customer’s name or address',
  before: 'Sent before a day, month or year',
  after: 'Sent on a day, month or year, or later',
  is: 'Unassigned, waiting, unread or snoozed',
  has: 'Files or notes',
};
export const stateHints = {
  unassigned: 'Nobody looks after it',
  waiting: 'The customer wrote last',
  unread: 'You haven’t read the latest',
  snoozed: 'Put off for later',
} as const;
export const contentHints = { file: 'Files attached', note: 'Internal notes' } as const;
export const assigneeHints = { me: 'You', none: 'Nobody' } as const;
export const dayHints = {
  today: 'Today',
  week: 'This week',
  month: 'This month',
  lastMonth: 'Last month',
  year: 'This year',
} as const;

export const completions = 'Suggestions';
export const completionKeys = (count: number) =>
  `${counted(count, 'suggestion')}. Arrow keys to choose, Enter or Tab to insert, Esc to close.`;
export const filterKeys = 'Words, “phrases”, -not, or a filter:';
