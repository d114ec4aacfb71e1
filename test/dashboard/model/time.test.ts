import { describe, expect, it } from 'vitest';
import { age, ageInWords, instant, machineTime, spanInShort } from '#dashboard/model/time.ts';

const sent = '2026-11-23T12:00:00.123456789Z';
const later = (seconds: number) => instant(sent) + seconds * 1000;
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

describe('ages', () => {
  it.each([
    [-30, 'now', 'now'],
    [59, 'now', 'now'],
    [minute, '1m', '1 minute ago'],
    [hour - 1, '59m', '59 minutes ago'],
    [hour, '1h', '1 hour ago'],
    [day - 1, '23h', '23 hours ago'],
    [day, '1d', 'yesterday'],
    [7 * day - 1, '6d', '6 days ago'],
    [8 * day, 'Nov 23', 'last week'],
    [20 * day, 'Nov 23', '2 weeks ago'],
    [28 * day, 'Nov 23', 'Nov 23, 2026'],
    [60 * day, 'Nov 23, 2026', 'Nov 23, 2026'],
  ])('%i seconds later: %s, %s', (seconds, short, words) => {
    expect(age(sent, later(seconds))).toBe(short);
    expect(ageInWords(sent, later(seconds))).toBe(words);
  });
});

it.each([
  [0, '1m'],
  [hour - 1, '59m'],
  [2 * day - 1, '1d'],
  [12 * day, '12d'],
])('a span of %i seconds is %s, for what is due', (seconds, short) => {
  expect(spanInShort(seconds * 1000)).toBe(short);
});

it('writes times for machines with three fractional digits', () => {
  expect(machineTime(sent)).toBe('2026-11-23T12:00:00.123Z');
  expect(machineTime('2026-11-23T12:00:00Z')).toBe('2026-11-23T12:00:00Z');
});
