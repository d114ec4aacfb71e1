import type { DayStats } from '#core/views/stats.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { longDay } from './days.ts';
import { durationOf } from './duration.ts';
import * as texts from './messages.ts';

export const opened = (days: readonly DayStats[]): number => days.reduce((sum, day) => sum + day.opened, 0);
export const closed = (days: readonly DayStats[]): number => days.reduce((sum, day) => sum + day.closed, 0);

/** Returns the message of the chart of opened and closed tickets, for those who can't see it. */
export function flowGist(days: readonly DayStats[]): string {
  const busiest = days.reduce<DayStats | undefined>(
    (most, day) => (day.opened > (most?.opened ?? 0) ? day : most),
    undefined,
  );
  const most = busiest ? texts.busiestDay(longDay(busiest.day), busiest.opened) : '';
  return texts.flowGist(days.length, opened(days), closed(days)) + most;
}

/** Returns the message of the chart of times to close, for those who can't see it. */
export function timesGist({ days, timeToClose: { median, p90 }, targets: { hoursToClose } }: Stats): string {
  const seconds = hoursToClose.good * 3600;
  const withMedian = days.filter(({ timeToClose }) => timeToClose.median !== null);
  const within = withMedian.filter(({ timeToClose }) => (timeToClose.median ?? 0) <= seconds).length;
  const figures =
    median === null || p90 === null ? texts.noneClosed : texts.timesGist(durationOf(median), durationOf(p90));
  return texts.timesWithin(days.length, figures, within, withMedian.length, hoursToClose.good);
}
