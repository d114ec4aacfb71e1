import { hashOf } from '#core/idempotency.ts';

/** In the order of `Date.getUTCDay`. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
export type Weekday = (typeof weekdays)[number];

/** A part of a day, by the clock on the wall: from 00:00 to 24:00, the end not included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The hours in which a shop works. A moment is working time if a clock in its time zone shows a time within a period, on a day that isn't off. */
export interface Calendar {
  /** An IANA time zone, like "Europe/Berlin". */
  readonly timeZone: string;
  /** The periods of each weekday, in any order, none overlapping another; at least one in a week. */
  readonly periods: Readonly<Partial<Record<Weekday, readonly Period[]>>>;
  /** Dates like "2026-12-25". */
  readonly daysOff: readonly string[];
}

/** Returns a hash that two calendars share if they are the same but for the order in which they list days and periods: 128 bits in hexadecimal, as tickets have it. */
export const calendarHash = ({ timeZone, periods, daysOff }: Calendar): string =>
  hashOf(
    timeZone,
    ...weekdays.flatMap((day) => [day, ...(periods[day] ?? []).map(({ from, to }) => `${from}-${to}`).sort()]),
    'off',
    ...[...new Set(daysOff)].sort(),
  ).slice(0, 32);
