import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { type Calendar, calendarHash, weekdays } from '#core/hours/calendar.ts';
import { addWorkingTime, workingTimeBetween } from '#core/hours/working-time.ts';
import { clocksChange, zoneOffset } from '#core/hours/zone-offset.ts';
import { anyCalendar, anyMoment, zones } from './arbitrary-calendar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string) => Temporal.ZonedDateTime.from(text).epochMilliseconds;
const timeOf = (calendar: Calendar, time: number) =>
  Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(calendar.timeZone).toString();

const nineToFive = [{ from: '09:00', to: '17:00' }];
const office: Calendar = {
  timeZone: 'Europe/Berlin',
  periods: {
    monday: [
      { from: '13:00', to: '17:00' },
      { from: '09:00', to: '12:30' },
    ],
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
  },
  daysOff: ['2026-12-25', '2026-12-28'],
};
const nights: Calendar = {
  timeZone: 'Europe/Berlin',
  periods: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '04:00' }]])),
  daysOff: [],
};
const always: Calendar = {
  ...nights,
  periods: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
};

const duration = fc.oneof(fc.constantFrom(0, 1, HOUR, 8 * HOUR), fc.integer({ min: 0, max: 30 * HOUR }));
/** A moment and one up to two days later. */
const stretch = fc
  .tuple(anyMoment, fc.integer({ min: 0, max: 2 * DAY }))
  .map(([from, length]): readonly [number, number] => [from, from + length]);

/** Looks at a clock in the zone every minute. */
function isWorked({ timeZone, periods, daysOff }: Calendar, time: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
  if (daysOff.includes(wall.toPlainDate().toString())) return false;
  const shown = wall.toPlainTime().toString().slice(0, 5);
  return (periods[weekdays[wall.dayOfWeek % 7] ?? 'sunday'] ?? []).some(({ from, to }) => from <= shown && shown < to);
}

describe('working time', () => {
  it.each([
    ['within a day', '2026-12-01T10:00[Europe/Berlin]', 2, '2026-12-01T12:00:00+01:00[Europe/Berlin]'],
    ['over a break', '2026-11-30T12:00[Europe/Berlin]', 2, '2026-11-30T14:30:00+01:00[Europe/Berlin]'],
    ['over a night', '2026-12-01T16:00[Europe/Berlin]', 2, '2026-12-02T10:00:00+01:00[Europe/Berlin]'],
    [
      'to the end of a day, not the start of the next',
      '2026-12-01T16:00[Europe/Berlin]',
      1,
      '2026-12-01T17:00:00+01:00[Europe/Berlin]',
    ],
    ['over days off and a weekend', '2026-12-24T16:00[Europe/Berlin]', 2, '2026-12-29T10:00:00+01:00[Europe/Berlin]'],
    ['from outside of it', '2026-12-05T03:00[Europe/Berlin]', 1, '2026-12-07T10:00:00+01:00[Europe/Berlin]'],
  ])('is added %s', (_, from, hours, expected) => {
    expect(timeOf(office, addWorkingTime(office, at(from), hours * HOUR))).toBe(expected);
  });

  it('has neither the hour that clocks skip nor only once the hour that they repeat', () => {
    const night = (date: string) =>
      workingTimeBetween(nights, at(`${date}T00:00[Europe/Berlin]`), at(`${date}T12:00[Europe/Berlin]`)) / HOUR;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(night)).toEqual([4, 3, 5]);
  });

  it('lasts for years of one hour a week', () => {
    const seldom = { ...office, periods: { monday: [{ from: '09:00', to: '10:00' }] } };
    const due = addWorkingTime(seldom, at('2026-01-01T00:00[Europe/Berlin]'), 8760 * HOUR);
    expect(timeOf(seldom, due)).toMatch(/^2193-\d\d-\d\dT10:00:00/);
  });

  it('must exist', () => {
    expect(() => addWorkingTime({ ...office, periods: {} }, 0, 1)).toThrow('working time');
    expect(() => workingTimeBetween({ ...office, periods: { monday: [] } }, 0, 1)).toThrow('working time');
  });

  it('is all time without a calendar, and with one of 24 hours a day', () => {
    fc.assert(
      fc.property(anyMoment, duration, fc.constantFrom(...zones), (from, hours, timeZone) => {
        for (const calendar of [undefined, { ...always, timeZone }]) {
          expect(addWorkingTime(calendar, from, hours)).toBe(from + hours);
          expect(workingTimeBetween(calendar, from, from + hours)).toBe(hours);
        }
      }),
    );
  });

  it('is what a clock on the wall shows, minute by minute', () => {
    fc.assert(
      fc.property(anyCalendar, stretch, (calendar, [from, to]) => {
        const [first, last] = [Math.ceil(from / MINUTE) * MINUTE, Math.floor(to / MINUTE) * MINUTE];
        let minutes = 0;
        for (let time = first; time < last; time += MINUTE) minutes += Number(isWorked(calendar, time));
        expect(workingTimeBetween(calendar, first, last)).toBe(minutes * MINUTE);
      }),
      { numRuns: 12 },
    );
  });

  it('between two times is the sum of its parts', () => {
    fc.assert(
      fc.property(anyCalendar, fc.tuple(anyMoment, anyMoment, anyMoment), (calendar, times) => {
        const [a, b, c] = times.sort((one, other) => one - other) as [number, number, number];
        fc.pre(c - a < 30 * DAY);
        const between = (from: number, to: number) => workingTimeBetween(calendar, from, to);
        expect(between(a, c)).toBe(between(a, b) + between(b, c));
        expect(between(a, b)).toBeLessThanOrEqual(b - a);
        expect(between(c, a)).toBe(0);
      }),
    );
  });

  it('that was added has passed, and had not a moment before', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, duration, (calendar, from, length) => {
        const due = addWorkingTime(calendar, from, length);
        expect(workingTimeBetween(calendar, from, due)).toBe(length);
        if (due > from) expect(workingTimeBetween(calendar, from, due - 1)).toBe(length - 1);
      }),
    );
  });

  it('may be added in parts, and later starts end no earlier', () => {
    fc.assert(
      fc.property(anyCalendar, stretch, duration, duration, (calendar, [from, later], one, other) => {
        const due = addWorkingTime(calendar, from, one + other);
        expect(addWorkingTime(calendar, addWorkingTime(calendar, from, one), other)).toBe(due);
        expect(addWorkingTime(calendar, later, one + other)).toBeGreaterThanOrEqual(due);
      }),
    );
  });
});

describe('the clocks of a zone', () => {
  it('are as far ahead, and change when, Temporal says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), anyMoment, (timeZone, time) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(timeZone);
        expect(zoneOffset(timeZone, time)).toBe(wall.offsetNanoseconds / 1e6);
        const change = wall.getTimeZoneTransition('next')?.epochMilliseconds ?? Infinity;
        expect(clocksChange(timeZone, time, time + DAY)).toBe(Math.min(change, time + DAY));
      }),
    );
  });

  it('may have been odd', () => {
    expect(zoneOffset('Africa/Monrovia', Date.parse('1938-04-24T00:00:00Z'))).toBe(-(44 * 60 + 30) * 1000);
    expect(() => zoneOffset('Mars/Olympus', 0)).toThrow(RangeError);
  });
});

describe('the hash of a calendar', () => {
  it('depends on everything but order', () => {
    const { monday = [], ...others } = office.periods;
    const same = {
      ...office,
      periods: { ...others, monday: monday.toReversed() },
      daysOff: office.daysOff.toReversed(),
    };
    expect(calendarHash(same)).toBe(calendarHash(office));
    const different = [
      { ...office, timeZone: 'Europe/Paris' },
      { ...office, daysOff: [] },
      { ...office, periods: others },
      { ...office, periods: { ...others, sunday: monday } },
    ];
    expect(new Set([office, ...different].map(calendarHash)).size).toBe(5);
  });
});
