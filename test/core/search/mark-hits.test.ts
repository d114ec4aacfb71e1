import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markHits } from '#core/search/mark-hits.ts';
import { matches } from '#core/search/matches.ts';
import { readTerms } from '#core/search/query.ts';

/** A text with its hits in brackets. */
const marked = (query: string, text: string) =>
  markHits(text, readTerms(query))
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('');

describe('the hits of a search', () => {
  it.each([
    ['invoice', 'My Invoice, your invoices', 'My [Invoice], your [invoice]s'],
    ['invoice ', 'My Invoice, your invoices', 'My [Invoice], your invoices'],
    ['"my invoice"', 'My  invoice is mine, my invoices aren’t', '[My  invoice] is mine, my invoices aren’t'],
    ['INV-2026/0042', 'About INV-2026/0042.', 'About [INV-2026/0042].'],
    ['cafe', 'Das CAFE\u0301 und Cafés', 'Das [CAFE\u0301] und [Café]s'],
    ['strasse', 'Die Straße.', 'Die [Straße].'],
    ['stras', 'Die Straße.', 'Die [Straß]e.'],
    ['fi', 'The ﬁne print', 'The [ﬁ]ne print'],
    ['请求', '上个月的请求书', '上个月的[请求]书'],
    ['فاتورة', 'أين فَاتُورَة؟', 'أين [فَاتُورَة]؟'],
    ['한국', '한국어 안내', '[한국]어 안내'],
    ['#1a2b', '#1a2b3c4d', '#[1a2b]3c4d'],
    ['a b', 'b a', '[b] [a]'],
    ['ab abc', 'abcd', '[abc]d'],
    ['-my invoice', 'Your invoice', 'Your [invoice]'],
    ['-my', 'Your invoice', 'Your invoice'],
    ['invoice', '', ''],
  ])('of %j in %j are %j', (query, text, result) => {
    expect(marked(query, text)).toBe(result);
  });

  const written = fc
    .array(
      fc.constantFrom('a', 'É', 'ß', 'ﬁ', 'İ', 'ς', 'ё', '請', 'ำ', 'ก', 'شَ', '한', '½', '👩🏽‍💻', '-', ' ', ' '),
      { maxLength: 12 },
    )
    .map((all) => all.join(''));

  it('exist if and only if a text matches, and leave the text as it is', () => {
    fc.assert(
      fc.property(written, written, (query, text) => {
        const terms = readTerms(query).filter(({ isNot }) => !isNot);
        const parts = markHits(text, terms);
        expect(parts.map((part) => part.text).join('')).toBe(text);
        const isFound = terms.some((term) => matches([term], [text]));
        expect(parts.some(({ isHit }) => isHit)).toBe(isFound);
      }),
    );
  });

  it('leave any text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (query, text) => {
        const parts = markHits(text, readTerms(query.slice(0, 9)));
        expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
      { numRuns: 30 },
    );
  });
});
