import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matches } from '#core/search/matches.ts';
import { hitsIn } from '#dashboard/search/hits.ts';
import { termsOf } from '#dashboard/search/typed-query.ts';

const marked = (text: string, query: string) =>
  hitsIn(text, termsOf(query)).map(({ start, end }) => text.slice(start, end));

describe('hits', () => {
  it.each([
    ['Refund for my refund', 'refund', ['Refund', 'refund']],
    ['Refunds and refunded', 'refund', ['Refunds', 'refunded']],
    ['Refunds and refund', '"refund"', ['refund']],
    ['Rückerstattung, Rück\u00aderstattung', 'ruckerstattung', ['Rückerstattung', 'Rück\u00aderstattung']],
    ['Die Straße, die STRASSE', 'strasse', ['Straße', 'STRASSE']],
    ['Invoice INV-2026/0042, not INV-2026/0043', 'INV-2026/0042', ['INV-2026/0042']],
    ['It was not delivered. Delivered not', '"not delivered"', ['not delivered']],
    ['返金してください', '返金', ['返金']],
    ['Caffe\u0301 👩‍👧 café', 'cafe', ['café']],
    ['ﬁle', 'file', ['ﬁle']],
    ['nothing', 'else', []],
  ])('in %j for %j', (text, query, hits) => {
    expect(marked(text, query)).toEqual(hits);
  });

  it('are in every text that matches a word, and in no other', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', 'ß', 'ſ', '\u0301', '返', ' ', '-', '\u00ad', 'ﬁ'),
    });
    fc.assert(
      fc.property(letters, letters, (text, word) => {
        const terms = termsOf(`"${word}"`);
        fc.pre(terms.length === 1);
        expect(hitsIn(text, terms).length > 0).toBe(matches(terms, [text]));
      }),
    );
  });
});
