import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '#core/text/fold-text.ts';

describe('text folded for comparison', () => {
  it.each([
    ['case and accents', 'CAFÉ Ångström naïve', 'cafe angstrom naive'],
    [
      'letters that are not accented forms',
      'Łódź Straße STRASSE ıİ ørsted Đà Nẵng Æsir œuvre',
      'lodz strasse strasse ii orsted da nang aesir oeuvre',
    ],
    ['the final sigma', 'ΟΔΟΣ οδος οδοσ', 'οδοσ οδοσ οδοσ'],
    ['curly quotation marks', 'can’t ‘can‘t’ “x” don＇t', "can't 'can't' \"x\" don't"],
    [
      'invisible characters',
      'soft\u00adhyphen zero\u200bwidth jo\u200din word\u2060joiner \ufeffbom',
      'softhyphen zerowidth join wordjoiner bom',
    ],
    ['width and ligatures', 'ＲＥＦＵＮＤ ﬁne ①', 'refund fine 1'],
    ['vowel points of Arabic and Hebrew', 'مُحَمَّد שָׁלוֹם أحمد', 'محمد שלום احمد'],
    ['ё, but not й', 'Ёлка мой', 'елка мой'],
  ])('ignores %s', (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it.each(['हिन्दी', 'বাংলা', 'ไทย', 'தமிழ்', 'がぎ', '한국어', 'мой'])('keeps marks that are letters: %s', (text) => {
    expect(foldText(text)).toBe(text);
  });

  it('is the same when folded again, and whatever its case and form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(foldText(text.normalize('NFD'))).toBe(folded);
      }),
      { numRuns: 1000 },
    );
    const letters = fc.string({ unit: fc.constantFrom(...'aäßłøœςΣéİıđжЁйكㅎが') });
    fc.assert(
      fc.property(letters, (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
      }),
    );
  });
});
