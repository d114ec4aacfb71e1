import { locale } from './locale.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const spans = [
  ['week', WEEK],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
] as const;
const spanOf = (past: number) => spans.find(([, span]) => past >= span) ?? (['minute', MINUTE] as const);

const inWords = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const justNow = inWords.format(0, 'second');
const narrow = (unit: string) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' });
const inShort = { day: narrow('day'), hour: narrow('hour'), minute: narrow('minute') };
const shortDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const exactly = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
const minutes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

const clockTime = { hour: 'numeric', minute: '2-digit' } as const;
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', ...clockTime });
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...clockTime });

/** Milliseconds since 1970 of an RFC 3339 time, whose nanoseconds not every browser parses. */
export const instant = (time: string): number => Date.parse(machineTime(time));

/** For `<time datetime>`, which allows three fractional digits (HTML, 2.3.5.5). */
export const machineTime = (time: string): string => time.replace(/(\.\d{3})\d*Z$/, '$1Z');

/** A list's age: "now", "5m", "3h", "2d", then the date. A clock that is behind the desk's gives "now". */
export function age(time: string, now: number): string {
  const then = instant(time);
  const past = now - then;
  const [unit, length] = spanOf(past);
  if (past < MINUTE) return justNow;
  if (unit !== 'week') return inShort[unit].format(Math.floor(past / length));
  const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? shortDate : longDate).format(then);
}

/** A span in short, in days at most and a minute at least: "5m", "3h", "12d". */
export function spanInShort(span: number): string {
  const [unit, length] =
    span >= DAY ? (['day', DAY] as const) : span >= HOUR ? (['hour', HOUR] as const) : (['minute', MINUTE] as const);
  return inShort[unit].format(Math.max(1, Math.floor(span / length)));
}

/** An age in words: "5 minutes ago"; from four weeks on the date. */
export function ageInWords(time: string, now: number): string {
  const then = instant(time);
  const past = now - then;
  if (past < MINUTE) return justNow;
  if (past >= 4 * WEEK) return longDate.format(then);
  const [unit, length] = spanOf(past);
  return inWords.format(-Math.floor(past / length), unit);
}

/** The exact time where the agent is, to the second. */
export const exactTime = (time: string): string => exactly.format(instant(time));

/** The time where the agent is, to the minute. */
export const timeToMinute = (time: string | number): string =>
  minutes.format(typeof time === 'string' ? instant(time) : time);

/** A time to come where the agent is, by the day of the week ("Mon 9:00 AM") or, if there is more than one such day until then, by the date. */
export const dayAndTime = (time: string, now = Date.now()): string =>
  (instant(time) - now < 6 * DAY ? weekday : date).format(instant(time));
