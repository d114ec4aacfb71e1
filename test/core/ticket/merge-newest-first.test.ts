import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeNewestFirst } from '#core/ticket/merge-newest-first.ts';
import { newestFirst, type Position } from '#core/ticket/ticket.ts';
import { time } from '#test/core/arbitraries.ts';

const position: fc.Arbitrary<Position> = fc.record({ createdAt: time, id: fc.uuid() });
const sorted = (positions: Position[]) => positions.toSorted(newestFirst);
const partitions = fc.array(fc.uniqueArray(position, { selector: ({ id }) => id }).map(sorted), { maxLength: 4 });

describe('merging pages newest first', () => {
  it('pages through all partitions in order, neither repeating nor skipping, however the runs are cut', () => {
    fc.assert(
      fc.property(
        partitions,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        (all, limit, runLength) => {
          const walked: Position[] = [];
          for (let more = true; more; ) {
            const last = walked.at(-1);
            const runs = all.map((partition) => {
              const rest = partition.filter((item) => !last || newestFirst(last, item) < 0);
              return { items: rest.slice(0, runLength), complete: rest.length <= runLength };
            });
            const page = mergeNewestFirst(runs, limit);
            expect(page.items.length).toBeLessThanOrEqual(limit);
            if (page.more) expect(page.items.length).toBeGreaterThan(0);
            walked.push(...page.items);
            more = page.more;
          }
          expect(walked).toEqual(sorted(all.flat()));
        },
      ),
    );
  });

  it('reports more if items were left over or a run is incomplete', () => {
    const at = (second: number): Position => ({ createdAt: `2026-11-01T10:00:0${second}.000000000Z`, id: 'a' });
    const more = (limit: number, ...runs: Parameters<typeof mergeNewestFirst>[0]) => mergeNewestFirst(runs, limit).more;
    expect(more(2, { items: [at(2), at(1)], complete: true })).toBe(false);
    expect(more(1, { items: [at(2), at(1)], complete: true })).toBe(true);
    expect(more(2, { items: [at(2), at(1)], complete: false })).toBe(true);
    expect(more(1, { items: [at(2)], complete: true }, { items: [at(1)], complete: true })).toBe(true);
    expect(more(1, { items: [at(2)], complete: true }, { items: [], complete: true })).toBe(false);
  });
});
