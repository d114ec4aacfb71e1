import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '#core/due/due-entry.ts';
import { nextAttempt, OWED_MS } from '#core/mail/pauses.ts';

const since = '2026-11-24T10:00:00.123456789Z';
const start = Date.parse(since);
const MINUTE = 60_000;

describe('the attempts to send a mail', () => {
  it('come after pauses that double up to two hours, and end after a day', () => {
    const minutes: number[] = [];
    for (let at = since; minutes.at(-1) !== 1440; minutes.push((Date.parse(at) - start) / MINUTE)) {
      at = nextAttempt(since, Date.parse(at));
    }
    expect(minutes).toEqual([5, 15, 35, 75, 155, 275, 395, 515, 635, 755, 875, 995, 1115, 1235, 1355, 1440]);
  });

  it('are the same for everybody who looks between two of them, and in the future until the day is over', () => {
    const ages = fc.integer({ min: -MINUTE, max: OWED_MS - 1 });
    fc.assert(
      fc.property(ages, ages, (one, other) => {
        const [next, after] = [nextAttempt(since, start + one), nextAttempt(since, start + other)];
        expect(Date.parse(next)).toBeGreaterThan(start + one);
        if (one < other) expect(next <= after).toBe(true);
        if (one < other && start + other < Date.parse(next)) expect(after).toBe(next);
      }),
    );
    expect(nextAttempt(since, start + 3 * OWED_MS)).toBe('2026-11-25T10:00:00.123456789Z');
  });
});

it('a later time keeps the digits below the millisecond, which no two changes of a ticket share', () => {
  expect(later(since, 5 * MINUTE)).toBe('2026-11-24T10:05:00.123456789Z');
  expect(later('2026-12-31T23:59:59.999999999Z', 1)).toBe('2027-01-01T00:00:00.000999999Z');
});
