import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockOf } from '#adapters/system-clock.ts';

describe('the clock', () => {
  it('never returns the same timestamp twice and never goes back, even if the machine’s clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 2 }), (times) => {
        const ticks = times.values();
        const clock = clockOf(() => ticks.next().value ?? 0);
        const stamps = times.map(() => clock.timestamp());
        expect(stamps.toSorted()).toEqual(stamps);
        expect(new Set(stamps).size).toBe(stamps.length);
      }),
    );
  });

  it('returns RFC 3339 UTC with nine fractional digits, accurate to the millisecond', () => {
    const clock = clockOf(() => Date.UTC(2026, 10, 23, 14, 30, 0, 123));
    expect(clock.timestamp()).toMatch(/^2026-11-23T14:30:00\.123\d{6}Z$/);
  });
});
