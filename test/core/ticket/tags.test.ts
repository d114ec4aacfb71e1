import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameTags, tagKey } from '#core/ticket/same-tags.ts';
import { MAX_TAG, MAX_TAGS, tagChange, tagsOf } from '#core/ticket/tags.ts';

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

describe('a change of tags', () => {
  const tags = ['Billing', 'bug'];

  it('replaces, removes and adds, in this order, whatever the case', () => {
    expect(tagChange({ removeTags: ['BILLING'], addTags: [' new '] })(tags)).toEqual(['bug', 'new']);
    expect(tagChange({ tags: ['a', 'b'], removeTags: ['b'], addTags: ['A', 'c'] })(tags)).toEqual(['a', 'c']);
    expect(tagChange({ removeTags: ['bug'], addTags: ['bug'] })(tags)).toBe(tags);
  });

  it.each([{}, { addTags: ['bug'] }, { removeTags: ['other'] }, { tags: ['BUG', 'billing'] }])(
    'returns the same list if nothing changes: %j',
    (change) => {
      expect(tagChange(change)(tags)).toBe(tags);
    },
  );

  it('is refused if there are too many afterwards, or one isn’t valid', () => {
    const most = Array.from({ length: MAX_TAGS }, (_, index) => `tag ${index}`);
    const refusal = (pointer: string) =>
      expect.objectContaining({ members: { errors: [{ pointer, detail: expect.any(String) }] } });
    expect(() => tagChange({ addTags: ['one more'] })(most)).toThrow(refusal('#/add_tags'));
    expect(tagChange({ removeTags: ['tag 0'], addTags: ['one more'] })(most)).toHaveLength(MAX_TAGS);
    expect(() => tagChange({ addTags: ['a', 'a,b'] })).toThrow(refusal('#/add_tags/1'));
    expect(() => tagChange({ removeTags: [' '] })).toThrow(refusal('#/remove_tags/0'));
  });
});
