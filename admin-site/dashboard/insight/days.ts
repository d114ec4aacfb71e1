import { locale } from '#dashboard/model/locale.ts';

const short = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A day in UTC, `YYYY-MM-DD`, as "Nov 23". */
export const shortDay = (day: string): string => short.format(Date.parse(day));

/** A day in UTC, `YYYY-MM-DD`, as "Mon, Nov 23". */
export const longDay = (day: string): string => long.format(Date.parse(day));

/** Which of `count` days to name under a chart that has room for `most` names: evenly spaced, and today. */
export function namedDays(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => count - 1 - index * step).reverse();
}
