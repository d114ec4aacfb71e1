import { counted, formatNumber } from '#dashboard/model/locale.ts';
import { priorityNames } from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { BulkChange } from '#dashboard/wire/bulk-api.ts';

// The words of what is done to many tickets at once, which load with it; those of the rest of the dashboard are in model/messages.ts.

export const bar = 'Selected tickets';
export const selectMode = 'Select tickets';
export const selectOne = (subject: string) => `Select “${subject}”`;
export const selected = (count: number) =>
  count === 0 ? 'Tap tickets to select them' : `${formatNumber(count)} selected`;
export const elsewhere = (count: number) => `${formatNumber(count)} not in this list`;
export const selectLoaded = (count: number, isAll: boolean) =>
  isAll ? `Select all ${formatNumber(count)}` : `Select ${formatNumber(count)} loaded`;
export const selectFound = (count: number | undefined) =>
  count === undefined ? 'Select all that match' : `Select all ${formatNumber(count)}`;
export const clear = 'Clear selection';
export const close = 'Close';
export const reopen = 'Reopen';
export const assign = 'Assign';
export const priority = 'Priority';
export const tags = 'Tags';
export const snooze = 'Snooze';
export const headings = {
  assignee: 'Assign selected tickets',
  priority: 'Set priority',
  tags: 'Edit tags',
  snoozedUntil: 'Snooze selected tickets',
} as const;

export const finding = (found: number) => `Finding tickets… ${formatNumber(found)}`;
export const changing = (through: number, all: number) => `Changing… ${formatNumber(through)} of ${formatNumber(all)}`;
export const waiting = (through: number, all: number) =>
  `${formatNumber(through)} of ${formatNumber(all)} changed. Waiting for the desk…`;
export const stopping = 'Stopping…';
export const notFound = (reason: string) => `Couldn’t find all tickets: ${reason}`;

/** Says what was done, after the number of tickets. */
export function doneTo({ status, assignee, priority: to, snoozedUntil }: BulkChange): string {
  if (status !== undefined) return status === 'closed' ? 'closed' : 'reopened';
  if (assignee !== undefined) return assignee === null ? 'unassigned' : `assigned to ${visible(assignee.name)}`;
  if (snoozedUntil !== undefined) return snoozedUntil === null ? 'no longer snoozed' : 'snoozed';
  return to !== undefined ? `set to priority ${priorityNames[to]}` : 'tagged';
}
export const restored = 'restored';
export const summary = (done: number, what: string, not: number) =>
  `${formatNumber(done)} ${what}${not > 0 ? `, ${formatNumber(not)} not` : ''}`;
export const refusedTitle = (count: number) => `${counted(count, 'ticket')} not changed`;
export const dismissRefused = 'Dismiss';
export const reasons = {
  customer: 'a customer wrote in the meantime',
  agent: 'another agent changed it in the meantime',
  missing: 'it no longer exists',
  lost: 'no response arrived, so check it',
  stopped: 'you stopped',
} as const;
export const reasonOf = (count: number, reason: string) => `${formatNumber(count)}: ${reason}`;
