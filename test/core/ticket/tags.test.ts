import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import { MAX_TAG, MAX_TAGS, tagsOf } from '#core/ticket/tags.ts';

const mistakes = (texts: readonly string[]) => {
  try {
    return [tagsOf(texts), []];
  } catch (error) {
    const { members } = error as { members: { errors: { pointer: string; detail: string }[] } };
    return [undefined, members.errors.map(({ pointer, detail }) => `${pointer} ${detail}`)];
  }
};

describe('the tags of a ticket', () => {
  it('are trimmed and composed, and the first of those that differ only in case counts', () => {
    expect(tagsOf([' Billing ', 'Zoe\u0308', 'BILLING', 'zoë'])).toEqual(['Billing', 'Zoë']);
  });

  it.each([
    ['nothing to see', [' '], '#/tags/0 must not be empty'],
    ['a comma', ['ok', 'a,b'], '#/tags/1 must not contain a comma'],
    ['41 characters', ['é'.repeat(MAX_TAG + 1)], '#/tags/0 must have at most 40 characters'],
    ['a line break', ['a\nb'], '#/tags/0 must not contain control characters'],
    ['text that is turned around', ['a\u202eb'], '#/tags/0 must not contain control characters'],
    ['half a surrogate pair', ['a\ud800'], '#/tags/0 must not contain control characters'],
  ])('are refused with %s, each mistake named', (_, texts, mistake) => {
    expect(mistakes(texts)).toEqual([undefined, [expect.stringContaining(mistake)]]);
  });

  it('are at most twenty', () => {
    const tags = Array.from({ length: MAX_TAGS }, (_, index) => `tag ${index}`);
    expect(tagsOf([...tags, 'TAG 1'])).toEqual(tags);
    expect(mistakes([...tags, 'one more'])).toEqual([undefined, ['#/tags must have at most 20 tags']]);
  });

  it('stay as they are when they are stored again', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { maxLength: 25 });
    fc.assert(
      fc.property(texts, (given) => {
        const [tags] = mistakes(given);
        if (!tags) return;
        expect(tagsOf(tags)).toEqual(tags);
        expect(new Set(tags.map(tagKey)).size).toBe(tags.length);
        expect(
          sameTags(
            tags,
            tags.toReversed().map((tag) => tag.toLowerCase().normalize('NFC')),
          ),
        ).toBe(true);
      }),
    );
  });
});
