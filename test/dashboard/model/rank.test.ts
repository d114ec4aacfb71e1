import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankOf } from '#dashboard/model/rank.ts';

describe('a text matches what was typed', () => {
  it.each([
    ['clo', 'Close ticket', 0],
    ['CLOSE  ', 'Close ticket', 0],
    ['', 'Close ticket', 0],
    ['tick', 'Close ticket', 1],
    ['ticket clo', 'Close ticket', 1],
    ['lose', 'Close ticket', 2],
    ['ct', 'Close ticket', 3],
    ['tkt', 'Close ticket', 3],
    ['creme', 'Crème brûlée', 0],
    ['lt', 'Close ticket', undefined],
    ['closed', 'Close ticket', undefined],
    ['x', 'Close ticket', undefined],
  ])('%j in %j: %s', (query, text, rank) => expect(rankOf(query, text, true)).toBe(rank));

  it('by its own words, in any order and case', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, (some) => {
        expect(rankOf(some.toReversed().join(' ').toUpperCase(), some.join(' '), false)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
