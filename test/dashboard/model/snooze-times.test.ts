import * as fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { snoozeTimes } from '#dashboard/model/snooze-times.ts';

afterEach(() => vi.unstubAllEnvs());

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
const HOUR = 3_600_000;

/** Returns the wall clock's weekday, hour and minute, by another way than the code's. */
function wallClock(time: Date, timeZone: string) {
  const format = new Intl.DateTimeFormat('en', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  });
  const {
    weekday = '',
    hour,
    minute,
    second,
  } = Object.fromEntries(format.formatToParts(time).map((part) => [part.type, part.value]));
  return { weekday, minutes: Number(hour) * 60 + Number(minute) + Number(second) / 60 };
}

it.each(zones)('offers only times to come, within working hours, in %s', (zone) => {
  vi.stubEnv('TZ', zone);
  const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2032-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moments, (now) => {
      const untils = snoozeTimes(now).map(({ until }) => until);
      for (const until of untils) {
        expect(+until).toBeGreaterThan(+now);
        expect(+until - +now).toBeLessThan(10 * 24 * HOUR);
        const { weekday, minutes } = wallClock(until, zone);
        expect(['Sat', 'Sun']).not.toContain(weekday);
        expect(minutes).toBeGreaterThanOrEqual(9 * 60);
        expect(minutes).toBeLessThanOrEqual(17 * 60);
      }
      expect(untils).toEqual(
        [...new Set(untils.map(Number))].sort((one, other) => one - other).map((time) => new Date(time)),
      );
    }),
    {
      examples: [
        [new Date('2026-03-28T23:30:00Z')],
        [new Date('2026-10-25T00:30:00Z')],
        [new Date('2026-11-01T05:30:00Z')],
      ],
    },
  );
});

it.each([
  [
    'a Wednesday morning',
    '2026-11-25T10:20',
    'later_today 11-25 13:00, tomorrow 11-26 09:00, monday 11-30 09:00, in_a_week 12-02 09:00',
  ],
  [
    'a Wednesday night',
    '2026-11-25T02:00',
    'later_today 11-25 09:00, tomorrow 11-26 09:00, monday 11-30 09:00, in_a_week 12-02 09:00',
  ],
  ['a Friday afternoon', '2026-11-27T15:00', 'monday 11-30 09:00, in_a_week 12-04 09:00'],
  ['a Saturday', '2026-11-28T10:00', 'monday 11-30 09:00, in_a_week 12-07 09:00'],
  ['a Sunday', '2026-11-29T10:00', 'tomorrow 11-30 09:00, in_a_week 12-07 09:00'],
  ['a Monday', '2026-11-30T10:00', 'later_today 11-30 13:00, tomorrow 12-01 09:00, monday 12-07 09:00'],
])('offers on %s', (_, now, expected) => {
  vi.stubEnv('TZ', 'UTC');
  const shown = snoozeTimes(new Date(`${now}:00Z`)).map(
    ({ preset, until }) => `${preset} ${until.toISOString().slice(5, 16).replace('T', ' ')}`,
  );
  expect(shown.join(', ')).toBe(expected);
});
