import { expect, it } from 'vitest';
import { readTyped } from '#site/support-tickets/search/read-typed.ts';

it('reads what a customer types as the desk does', () => {
  expect(readTyped('-my "an invo')).toEqual({
    terms: [
      { words: ['my'], isPrefix: false, isNot: true },
      { words: ['an', 'invo'], isPrefix: true, isNot: false },
    ],
    mistake: '',
  });
  expect(readTyped(' "? ')).toEqual({ terms: [], mistake: '' });
});

it('returns the mistake in it', () => {
  expect(readTyped('a b c d e f g h i j k')).toEqual({
    terms: [],
    mistake: 'has more than 10 terms: the next one begins at 21',
  });
});
