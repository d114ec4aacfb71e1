import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { matches } from '#core/search/matches.ts';
import { readTerms } from '#core/search/query.ts';

const found = (query: string, ...texts: string[]) => matches(readTerms(query), texts);

describe('a query', () => {
  it.each([
    ['invoice', 'Where is my invoice?'],
    ['INVOICE where', 'Where is my invoice?'],
    ['invo', 'Where is my invoice?'],
    ['"my invoice"', 'Where is my invoice?'],
    ['"My  Invoice"', 'Where is my invoice?'],
    ['"my invo', 'Where is my invoice?'],
    ['-paid invoice', 'Where is my invoice?'],
    ['-"invoice my" where', 'Where is my invoice?'],
    ['INV-2026/0042', 'About INV-2026/0042.'],
    ['2026/0042', 'About INV-2026/0042.'],
    ['v1.2.3', 'Since v1.2.3'],
    ['ann@example.com', 'From Ann@Example.com'],
    ['example.com', 'From ann@example.com'],
    ['https://example.com/a?b=1', 'See https://example.com/a?b=1'],
    ['cafe', 'Das Café'],
    ['strasse', 'Die Straße'],
    ['請求書', '先月の請求書はどこですか'],
    ['ใบแจ้งหนี้', 'ขอใบแจ้งหนี้ของเดือนที่แล้ว'],
    ['', 'Anything'],
    ['?! -', 'Anything'],
  ])('%j finds %j', (query, text) => {
    expect(found(query, text)).toBe(true);
  });

  it.each([
    ['invo ', 'Where is my invoice?'],
    ['"invo"', 'Where is my invoice?'],
    ['voice', 'Where is my invoice?'],
    ['"invoice my"', 'Where is my invoice?'],
    ['"my invo ', 'Where is my invoice?'],
    ['-invoice', 'Where is my invoice?'],
    ['-"my invoice"', 'Where is my invoice?'],
    ['INV-0042', 'About INV-2026/0042.'],
    ['v1.2.3', 'Since v1.3.2'],
    ['求請', '先月の請求書はどこですか'],
  ])('%j doesn’t find %j', (query, text) => {
    expect(found(query, text)).toBe(false);
  });

  it('finds its words in any of the texts, and a phrase in one of them', () => {
    expect(found('invoice thanks', 'Where is my invoice?', 'Found it, thanks!')).toBe(true);
    expect(found('"invoice found"', 'Where is my invoice?', 'Found it, thanks!')).toBe(false);
    expect(found('invoice -thanks', 'Where is my invoice?', 'Found it, thanks!')).toBe(false);
  });

  it.each([
    ['😀 b c d e f g h i j k l', ['has more than 10 terms: the next one begins at 23']],
    ['x'.repeat(501), ['has more than 500 characters']],
  ])('%j is refused with the place', (text, details) => {
    expect(() => readTerms(text)).toThrow(DeskError);
    try {
      readTerms(text);
    } catch (error) {
      expect((error as DeskError).members).toEqual({ errors: details.map((detail) => ({ pointer: '?q', detail })) });
    }
  });

  it('of a text’s own words finds it, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const query = text
          .replaceAll(/["\s-]+/gu, ' ')
          .trim()
          .split(' ')
          .slice(0, 10)
          .join(' ');
        expect(found(query, text)).toBe(true);
      }),
    );
  });

  it('is read in proportion to its length', () => {
    expect(readTerms('"" '.repeat(160))).toEqual([]);
    expect(() => readTerms(`${'-'.repeat(300)}"`)).not.toThrow(TypeError);
  });
});
