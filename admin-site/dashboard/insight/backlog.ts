import type { Stats } from '#dashboard/wire/stats.ts';
import * as texts from './messages.ts';

/** The number of tickets of an age that aren't closed. */
export interface AgeGroup {
  readonly name: string;
  readonly count: number;
}

/** In days, from today's (0). */
const groups = [
  [0, 0],
  [1, 2],
  [3, 7],
  [8, 30],
] as const;

/**
 * Returns the ages of the tickets that aren't closed, youngest first; the last group has all that are older. Days before those that the
 * numbers cover cannot be told apart: there the groups end.
 */
export function backlogOf({ days, counts }: Pick<Stats, 'days' | 'counts'>): AgeGroup[] {
  const unclosedBetween = (from: number, to: number) =>
    days.slice(days.length - 1 - to, days.length - from).reduce((sum, { unclosed }) => sum + unclosed, 0);
  const known = groups
    .filter(([from]) => from < days.length)
    .map(([from, to]) => [from, Math.min(to, days.length - 1)] as const)
    .map(([from, to]) => ({ name: nameOf(from, to), count: unclosedBetween(from, to), to }));
  const rest = counts.open + counts.in_progress - known.reduce((sum, { count }) => sum + count, 0);
  const oldest = (known.at(-1)?.to ?? -1) + 1;
  return [
    ...known.map(({ name, count }) => ({ name, count })),
    { name: texts.daysOrOlder(oldest), count: Math.max(0, rest) },
  ];
}

const nameOf = (from: number, to: number): string =>
  to === 0 ? texts.today : from === to ? `${from} days` : `${from}–${to} days`;
