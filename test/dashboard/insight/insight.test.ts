import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backlogOf } from '#dashboard/insight/backlog.ts';
import { longDay, namedDays, shortDay } from '#dashboard/insight/days.ts';
import { durationOf, timeToCloseOf } from '#dashboard/insight/duration.ts';
import { flowGist, timesGist } from '#dashboard/insight/gist.ts';
import { openVerdict, timeVerdict } from '#dashboard/insight/verdict.ts';
import { insightQuery, periods, placeOf } from '#dashboard/model/place.ts';
import { exampleStats } from '#test/dashboard/stats.ts';

const none = { average: null, median: null, p90: null };

/** Days until 2026-11-23, with as many unclosed tickets each as given, the last today's. */
const daysWith = (unclosed: readonly number[]) =>
  unclosed.map((count, index) => ({
    day: new Date(Date.UTC(2026, 10, 23 - (unclosed.length - 1 - index))).toISOString().slice(0, 10),
    opened: count,
    closed: 0,
    unclosed: count,
    timeToClose: none,
  }));

describe('a duration', () => {
  it.each([
    [0, 'under 1 min'],
    [29, 'under 1 min'],
    [30, '1 min'],
    [20 * 60, '20 min'],
    [3600, '1 h'],
    [3 * 3600 + 20 * 60, '3 h 20 min'],
    [3599.9, '1 h'],
    [86_399, '1 day'],
    [86_400 + 3600, '1 day 1 h'],
    [2 * 86_400 + 5 * 3600, '2 days 5 h'],
    [2 * 86_400 - 60, '2 days'],
  ])('of %d s is %j', (seconds, text) => {
    expect(durationOf(seconds)).toBe(text);
  });

  it('never shows sixty minutes or twenty-four hours', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (seconds) => {
        expect(durationOf(seconds)).not.toMatch(/\b(60 min|24 h|0 (min|h|days?))/);
      }),
    );
  });

  it('is a dash where nothing was closed', () => {
    expect(timeToCloseOf(null)).toBe('–');
  });
});

describe('the backlog', () => {
  const counts = { open: 20, in_progress: 10, closed: 99 };

  it('is told by age, from today to what is older than the numbers go back', () => {
    const days = daysWith([...Array(59).fill(0), ...Array(23).fill(0), 3, 0, 0, 0, 2, 1, 0, 4]);
    expect(backlogOf({ days, counts })).toEqual([
      { name: 'Today', count: 4 },
      { name: '1–2 days', count: 1 },
      { name: '3–7 days', count: 5 },
      { name: '8–30 days', count: 0 },
      { name: '31 days or older', count: 20 },
    ]);
  });

  it('ends its groups where the days end', () => {
    expect(backlogOf({ days: daysWith([1, 1, 1, 1, 1, 1, 1]), counts }).map(({ name }) => name)).toEqual([
      'Today',
      '1–2 days',
      '3–6 days',
      '7 days or older',
    ]);
    expect(backlogOf({ days: daysWith([1, 1, 1, 1]), counts }).at(-2)?.name).toBe('3 days');
  });

  it('has each ticket that is not closed once', () => {
    const numbers = fc.array(fc.nat(20), { minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(numbers, fc.nat(50), (unclosed, older) => {
        const open = unclosed.reduce((sum, count) => sum + count, older);
        const groups = backlogOf({ days: daysWith(unclosed), counts: { open, in_progress: 0, closed: 7 } });
        expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(open);
        expect(groups.every(({ count }) => count >= 0)).toBe(true);
      }),
    );
  });
});

describe('against the targets', () => {
  const targets = { open: 5, hoursToClose: { good: 24, late: 48 } };

  it('fewer open tickets are within, as many are not', () => {
    expect(openVerdict(4, targets)).toEqual({ tone: 'good', text: 'Within target: fewer than 5' });
    expect(openVerdict(5, targets)).toEqual({ tone: 'bad', text: 'Over target: fewer than 5' });
  });

  it.each([
    [24 * 3600, 'good', 'Within 24 h'],
    [24 * 3600 + 1, 'late', 'Over 24 h'],
    [48 * 3600, 'late', 'Over 24 h'],
    [48 * 3600 + 1, 'bad', 'Over 48 h'],
  ])('%d s to close is %s', (seconds, tone, text) => {
    expect(timeVerdict(seconds, targets)).toEqual({ tone, text });
  });

  it('nothing closed is neither', () => {
    expect(timeVerdict(null, targets)).toBeUndefined();
  });
});

describe('days', () => {
  it('are days in UTC wherever the agent is', () => {
    expect(shortDay('2026-11-23')).toBe('Nov 23');
    expect(longDay('2026-11-23')).toBe('Mon, Nov 23');
  });

  it('are named as far as there is room, evenly, and today always', () => {
    expect(namedDays(7, 10)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(namedDays(30, 4)).toEqual([5, 13, 21, 29]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(20), (count, most) => {
        const named = namedDays(count, most);
        expect(named.at(-1)).toBe(count - 1);
        expect(named.length).toBeLessThanOrEqual(Math.max(1, most));
        expect(named.every((index) => index >= 0)).toBe(true);
      }),
    );
  });
});

describe('the gist of a picture', () => {
  const stats = exampleStats({ open: 3, in_progress: 0, closed: 1 });

  it('says how much was opened and closed, and when most', () => {
    expect(flowGist(daysWith([1, 3, 0]))).toBe(
      'Tickets by day, 3 days: 4 opened, 0 closed. Most were opened on Sun, Nov 22: 3.',
    );
  });

  it('says how long tickets took, and how often within the target', () => {
    const [quick, slow] = [3600, 100 * 3600].map((p90) => ({ average: 600, median: p90 / 2, p90 }));
    const days = daysWith([0, 0, 0]).map((day, index) => ({ ...day, timeToClose: [quick, slow][index] ?? none }));
    expect(timesGist({ ...stats, days, timeToClose: { average: 3600, median: 7200, p90: 90_000 } })).toBe(
      'Time to close by day, 3 days: median 2 h, 90th percentile 1 day 1 h. On 1 of 2 days with closed tickets the median was within 24 hours.',
    );
    expect(timesGist(stats)).toContain('no ticket was closed');
  });
});

describe('the address of the insight page', () => {
  it.each(periods)('leads there, for %d days', (period) => {
    expect(insightQuery(period)).toBe(`?view=insight&days=${period}`);
    expect(placeOf(insightQuery(period))).toEqual({ filter: 'open', q: '', period, heldMail: false });
  });

  it.each(['?view=insight', '?view=insight&days=8', '?view=insight&days='])('shows 30 days for %j', (query) => {
    expect(placeOf(query).period).toBe(30);
  });
});
