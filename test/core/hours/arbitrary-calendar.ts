import fc from 'fast-check';
import { type Calendar, type Period, weekdays } from '#core/hours/calendar.ts';

/** Zones with whole, half and quarter hours, with and without summer time, on both sides of the date line; in Lord Howe clocks change by half an hour, in Santiago, Beirut and the Azores around midnight. */
export const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
] as const;

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Periods of a day: neighbours among some times in order, of which every second stretch is worked. */
const day = fc
  .uniqueArray(fc.oneof(fc.constantFrom(0, 60, 120, 150, 180, 1440), fc.integer({ min: 0, max: 1440 })), {
    minLength: 0,
    maxLength: 6,
  })
  .map((times) => times.sort((a, b) => a - b))
  .map((times) =>
    times.flatMap((from, index): Period[] => {
      const to = times[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from: clock(from), to: clock(to) }] : [];
    }),
  );

/** The days on which clocks change in one of the zones, or the next one or two; in 2011 Apia had no 30 December. */
const days = [
  '2011-12-29',
  '2024-03-30',
  '2024-04-07',
  '2024-09-07',
  '2024-10-05',
  '2024-10-26',
  '2026-03-08',
  '2026-03-28',
  '2026-03-29',
  '2026-10-25',
  '2026-11-01',
];

/** Times around changes of the clocks, to the millisecond. */
export const anyMoment = fc
  .tuple(fc.constantFrom(...days), fc.integer({ min: -24 * 3_600_000, max: 48 * 3_600_000 }))
  .map(([date, after]) => Date.parse(`${date}T00:00:00Z`) + after);

/** Any calendar with at least an hour of working time a week. */
export const anyCalendar: fc.Arbitrary<Calendar> = fc
  .tuple(
    fc.constantFrom(...zones),
    fc.array(day, { minLength: 7, maxLength: 7 }),
    fc.integer({ min: 0, max: 6 }),
    fc.uniqueArray(fc.constantFrom(...days)),
  )
  .map(([timeZone, all, always, daysOff]) => ({
    timeZone,
    periods: Object.fromEntries(
      weekdays.map((weekday, index) => [weekday, index === always ? [{ from: '01:00', to: '12:30' }] : all[index]]),
    ),
    daysOff,
  }));
