import { dayHints } from './messages.ts';

/** A date that a query may have as a value, and its description. */
export interface NamedDate {
  readonly value: string;
  readonly hint: string;
}

const DAY_MS = 86_400_000;

/** Returns the beginnings of today, this week (Monday), this month and so on, by UTC as queries count; `now` in milliseconds since 1970. */
export function namedDates(now: number): readonly NamedDate[] {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10);
  const today = new Date(now);
  const monday = now - ((today.getUTCDay() + 6) % 7) * DAY_MS;
  const lastMonth = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1);
  return [
    { value: day(now), hint: dayHints.today },
    { value: day(monday), hint: dayHints.week },
    { value: day(now).slice(0, 7), hint: dayHints.month },
    { value: day(lastMonth).slice(0, 7), hint: dayHints.lastMonth },
    { value: day(now).slice(0, 4), hint: dayHints.year },
  ];
}
