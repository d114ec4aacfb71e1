import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeAfter } from '#core/time-after.ts';
import { anyTime } from './arbitraries.ts';

const nanosOf = (time: string) => BigInt(Date.parse(`${time.slice(0, 19)}Z`)) * 1_000_000n + BigInt(time.slice(20, 29));

describe('the time after another', () => {
  it('is the clock’s time if that is later, otherwise the very next nanosecond', () => {
    fc.assert(
      fc.property(anyTime, fc.oneof(anyTime, fc.constant(undefined)), (earlier, clock) => {
        const at = clock ?? earlier;
        const after = timeAfter(earlier, at);
        expect(after).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{9}Z$/);
        expect(after > earlier).toBe(true);
        if (nanosOf(at) > nanosOf(earlier)) expect(after).toBe(at);
        else expect(nanosOf(after)).toBe(nanosOf(earlier) + 1n);
      }),
    );
  });

  it('is increasing and never before the clock, however the clock jumps', () => {
    fc.assert(
      fc.property(anyTime, fc.array(anyTime, { maxLength: 20 }), (first, clock) => {
        const times = [first];
        for (const at of clock) {
          const after = timeAfter(times.at(-1) ?? first, at);
          expect(after >= at).toBe(true);
          times.push(after);
        }
        expect(times).toEqual([...new Set(times)].sort());
      }),
    );
  });

  it.each([
    ['2026-11-23T14:30:00.000000000Z', '2026-11-23T14:30:00.000000001Z'],
    ['2026-11-23T14:30:00.000000009Z', '2026-11-23T14:30:00.000000010Z'],
    ['2026-11-23T14:30:00.999999999Z', '2026-11-23T14:30:01.000000000Z'],
    ['2026-12-31T23:59:59.999999999Z', '2027-01-01T00:00:00.000000000Z'],
    ['2028-02-28T23:59:59.999999999Z', '2028-02-29T00:00:00.000000000Z'],
  ])('that is equal, %s, is %s', (time, next) => {
    expect(timeAfter(time, time)).toBe(next);
  });
});
