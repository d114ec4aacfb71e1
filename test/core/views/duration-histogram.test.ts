import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketOf, quantile } from '#core/views/duration-histogram.ts';

const histogramOf = (durations: readonly number[]) => {
  const histogram = new Map<number, number>();
  for (const duration of durations) histogram.set(bucketOf(duration), (histogram.get(bucketOf(duration)) ?? 0) + 1);
  return histogram;
};
const durations = fc.array(fc.integer({ min: 1, max: 10 * 365 * 86_400 }), { minLength: 1, maxLength: 50 });

describe('a histogram of durations', () => {
  it.each([0.5, 0.9, 1])('gives its quantile %d within 5 %%', (q) => {
    fc.assert(
      fc.property(durations, (all) => {
        const exact = all.toSorted((a, b) => a - b)[Math.ceil(q * all.length) - 1] ?? Number.NaN;
        const estimate = quantile(histogramOf(all), q) ?? Number.NaN;
        expect(Math.abs(estimate - exact) / exact).toBeLessThan(0.0477);
      }),
    );
  });

  it('has no quantiles when it is empty, or everything was removed from it', () => {
    expect(quantile(new Map(), 0.5)).toBeNull();
    expect(quantile(new Map([[3, 0]]), 0.5)).toBeNull();
  });

  it('counts durations of zero', () => {
    expect(bucketOf(0)).toBe(0);
    expect(quantile(histogramOf([0, 0.3]), 0.5)).toBeLessThanOrEqual(1);
  });
});
