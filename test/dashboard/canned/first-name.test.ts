import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstName } from '#dashboard/canned/first-name.ts';

describe('a customer’s first name', () => {
  it.each([
    ['Ada Lovelace', 'Ada'],
    ['  Ada   King Lovelace ', 'Ada'],
    ['Ada', 'Ada'],
    ['ada lovelace', 'Ada'],
    ['ADA LOVELACE', 'Ada'],
    ['JEAN-LUC PICARD', 'Jean-Luc'],
    ['Dr. Ada Lovelace', 'Ada'],
    ['Prof. Dr. Ada Lovelace', 'Ada'],
    ['Frau Ada Lovelace', 'Ada'],
    ['Mr. Charles Babbage', 'Charles'],
    ['Vincent van Gogh', 'Vincent'],
    ['D’Angelo Russell', 'D’Angelo'],
    ['Zoë Kravitz', 'Zoë'],
    ['Ольга Иванова', 'Ольга'],
    ['محمد علي', 'محمد'],
  ])('is told from %j', (name, first) => expect(firstName(name)).toBe(first));

  it.each([
    null,
    '',
    ' ',
    'ada@example.com',
    'Dr. Lovelace',
    'Mrs Lovelace',
    'Dr.',
    'A. Lovelace',
    'J.R.R. Tolkien',
    'A Lovelace',
    'Lovelace, Ada',
    'LOVELACE Ada',
    'ACME',
    'Acme Inc.',
    'Support Team',
    'Ada & Charles',
    'ada99',
    'ada_lovelace',
    'van Gogh',
    'de la Cruz',
    '王小明',
    '김민수',
    '🦄',
  ])('isn’t guessed from %j', (name) => expect(firstName(name)).toBeUndefined());

  it('is a word of letters, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(firstName(name) ?? 'None').toMatch(/^\p{L}[\p{L}\p{M}'’-]+$/u);
      }),
    );
  });
});
