import type { DayStats } from '#core/views/stats.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { longDay } from './days.ts';
import { durationOf } from './duration.ts';

export const opened = (days: readonly DayStats[]): number => days.reduce((sum, day) => sum + day.opened, 0);
export const closed = (days: readonly DayStats[]): number => days.reduce((sum, day) => sum + day.closed, 0);

/** Returns the message of the chart of opened and closed tickets, for those who can't see it. */
export function flowGist(days: readonly DayStats[]): string {
  const busiest = days.reduce<DayStats | undefined>(
    (most, day) => (day.opened > (most?.opened ?? 0) ? day : most),
    undefined,
  );
  const most = busiest ? ` Most were opened on ${longDay(busiest.day)}: ${busiest.opened}.` : '';
  return `Tickets by day, ${days.length} days: ${opened(days)} opened, ${closed(days)} closed.${most}`;
}

/** Returns the message of the chart of times to close, for those who can't see it. */
export function timesGist({ days, timeToClose: { median, p90 }, targets: { hoursToClose } }: Stats): string {
  const seconds = hoursToClose.good * 3600;
  const withMedian = days.filter(({ timeToClose }) => timeToClose.median !== null);
  const within = withMedian.filter(({ timeToClose }) => (timeToClose.median ?? 0) <= seconds).length;
  const figures =
    median === null || p90 === null
      ? 'no ticket was closed'
      : `median ${durationOf(median)}, 90th percentile ${durationOf(p90)}`;
  return `Time to close by day, ${days.length} days: ${figures}. On ${within} of ${withMedian.length} days with closed tickets the median was within ${hoursToClose.good} hours.`;
}
