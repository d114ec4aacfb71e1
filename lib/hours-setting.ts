import * as z from 'zod';
import { text } from './setting-types.ts';
import { wanted } from './settings-mistakes.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const MAX_HOURS = 8760;

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const minutesOf = (time: string): number => {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
};

const howPeriod = 'give from and to, like { "from": "09:00", "to": "17:00" }.';
const period = z
  .strictObject(
    {
      from: text(/^([01]\d|2[0-3]):[0-5]\d$/, 'give a time from "00:00" to "23:59".'),
      to: text(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'give a time from "00:01" to "24:00".'),
    },
    wanted(howPeriod),
  )
  .refine(({ from, to }) => minutesOf(from) < minutesOf(to), {
    error: 'ends before it begins: give a later `to`, and split hours over midnight into two days.',
    abort: true,
  });

const day = z
  .array(period, wanted('list periods, like [{ "from": "09:00", "to": "17:00" }].'))
  .refine((periods) => isInTurn(periods.toSorted((a, b) => (a.from < b.from ? -1 : 1))), {
    error: 'has periods that overlap: let one end before the next begins.',
    abort: true,
  })
  .optional();

const isInTurn = (periods: readonly { readonly from: string; readonly to: string }[]): boolean =>
  periods.every(({ from }, index) => index === 0 || (periods[index - 1]?.to ?? '') <= from);

type Periods = Readonly<Partial<Record<(typeof weekdays)[number], z.output<typeof day>>>>;

/** The hours in which the shop works. */
export const hoursSetting = z.strictObject(
  {
    timeZone: z
      .string(wanted('give a time zone, like "Europe/Berlin".'))
      .refine(isTimeZone, wanted('give a time zone, like "Europe/Berlin".')),
    periods: z
      .strictObject(
        {
          monday: day,
          tuesday: day,
          wednesday: day,
          thursday: day,
          friday: day,
          saturday: day,
          sunday: day,
        } satisfies Record<(typeof weekdays)[number], typeof day>,
        wanted('give the periods of monday, tuesday, wednesday, thursday, friday, saturday and sunday.'),
      )
      .refine((periods) => weekOf(periods).minutes >= 60, wanted('give at least an hour a week.')),
    daysOff: z
      .array(z.iso.date(wanted('give a date, like "2026-12-25".')), wanted('list dates, like ["2026-12-25"].'))
      .default([]),
  },
  wanted('give timeZone and periods, and daysOff where you need them.'),
);

type Hours = z.output<typeof hoursSetting>;

/** A length of working time: minutes, hours or days, like "90m", "8h" or "2d". */
export const workingTime = text(/^[1-9]\d{0,5}[mhd]$/, 'give working time, like "90m", "8h" or "2d".');

/**
 * Returns a length of working time in milliseconds. A day is a usual one: the week's hours divided by its working days; 24 hours without a calendar.
 */
export function workingMilliseconds(length: string, hours: Hours | undefined): number {
  const { minutes, days } = hours ? weekOf(hours.periods) : { minutes: DAY_MINUTES, days: 1 };
  const minutesOfUnit = { m: 1, h: 60, d: minutes / days }[length.at(-1) ?? ''] ?? 0;
  return Math.round(Number.parseInt(length, 10) * minutesOfUnit) * MINUTE_MS;
}

/** Returns true for a length that ends within a lifetime. */
export const isReasonable = (length: string, hours: Hours | undefined): boolean =>
  workingMilliseconds(length, hours) <= MAX_HOURS * 60 * MINUTE_MS;

function weekOf(periods: Periods) {
  const days = weekdays.map((weekday) =>
    (periods[weekday] ?? []).reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0),
  );
  return { minutes: days.reduce((sum, one) => sum + one, 0), days: days.filter((one) => one > 0).length };
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
