import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryIdAt } from '#adapters/entry-id.ts';

it('an entry’s id is a UUID v7 that sorts by its time, to the nanosecond', () => {
  const nanos = fc.integer({ min: 0, max: 999_999_999 });
  const at = (of: number) => `2026-11-02T00:00:00.${String(of).padStart(9, '0')}Z`;
  const pairs = fc.oneof(
    fc.tuple(nanos, nanos).filter(([a, b]) => a < b),
    fc.integer({ min: 0, max: 999_999_998 }).map((a) => [a, a + 1] as const),
  );
  fc.assert(
    fc.property(pairs, ([a, b]) => {
      const [one, other] = [entryIdAt(at(a)), entryIdAt(at(b))];
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(one < other).toBe(true);
    }),
  );
});
