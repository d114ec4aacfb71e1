import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  finished,
  mistakeIn,
  queryText,
  questionOf,
  termsOf,
  typedQuery,
  withText,
} from '#dashboard/search/typed-query.ts';

describe('the chips of a query', () => {
  it.each([
    ['', [], ''],
    ['refund ', [], 'refund '],
    ['tag:billing', [], 'tag:billing'],
    ['tag:billing ', ['tag:billing'], ''],
    ['tag:billing refund', ['tag:billing'], 'refund'],
    ['-status:closed tier:"Email (48h response)" refund', ['-status:closed', 'tier:"Email (48h response)"'], 'refund'],
    ['refund tag:billing ', [], 'refund tag:billing '],
    ['status:pending refund', [], 'status:pending refund'],
    ['tag: refund', [], 'tag: refund'],
    ['assignee:Olivia ', ['assignee:Olivia'], ''],
    ['before:2026-13 ', [], 'before:2026-13 '],
    ['https://example.com ', [], 'https://example.com '],
  ])('%j', (query, chips, text) => {
    expect(typedQuery(query)).toEqual({ chips, text });
  });

  it('and its text are the query', () => {
    const part = fc.constantFrom(
      'tag:a',
      'status:open',
      '-is:unread',
      'tier:"a b"',
      'word',
      '"a phrase"',
      'tag:',
      ' ',
      '-',
      '"',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const typed = typedQuery(parts.join(' '));
        expect(typedQuery(queryText(typed))).toEqual(typed);
        expect(questionOf(queryText(typed))).toBe(questionOf(parts.join(' ')));
      }),
    );
  });
});

describe('typing', () => {
  it.each([
    ['a filter that a space ends', 'tag:billing |', ['tag:billing'], '|'],
    ['one that is still being typed', 'tag:bil|', [], 'tag:bil|'],
    ['one that a quotation mark ends', 'tag:"a b"|', ['tag:"a b"'], '|'],
    ['one amid words', 'refund tag:billing |now', ['tag:billing'], 'refund |now'],
    ['one before the word where the caret is', 'tag:a tag:b refund| x', ['tag:a', 'tag:b'], 'refund| x'],
    ['one behind the caret', 'ref|und tag:billing x', [], 'ref|und tag:billing x'],
    ['one with a mistake', 'status:pending |', [], 'status:pending |'],
  ])('%s', (_, typed, chips, text) => {
    const caret = typed.indexOf('|');
    const after = withText({ chips: [], text: '' }, typed.replace('|', ''), caret);
    expect(after).toEqual({ query: { chips, text: text.replace('|', '') }, caret: text.indexOf('|') });
  });

  it.each([
    ['tag:billing', 'tag:billing '],
    ['is:unread tag:billing', 'is:unread tag:billing '],
    ['refund tag:billing', 'tag:billing refund '],
    ['tag:"a b', 'tag:"a b" '],
    ['status:pending', 'status:pending '],
    ['tag:', 'tag:'],
    ['refund', 'refund'],
  ])('%j is finished as %j', (typed, query) => {
    expect(finished(typed)).toBe(query);
  });
});

describe('the question', () => {
  it.each([
    ['  refund ', 'refund'],
    ['tag:billing ', 'tag:billing'],
    ['tag:bil', ''],
    ['refund tag:bil', 'refund'],
    ['refund tag:', 'refund'],
    ['tag: refund', 'refund'],
    ['tag:"a b', ''],
    ['- … "', ''],
  ])('of %j is %j', (query, question) => {
    expect(questionOf(query)).toBe(question);
  });

  it.each([
    ['status:open refund', undefined],
    ['assignee:Nobody-I-know', undefined],
    ['status:pending', 'status: must be open, in_progress or closed'],
    ['after:yesterday', 'after: must be a day, a month or a year, such as 2026-11-30, 2026-11 or 2026'],
    ['a b c d e f g h i j', undefined],
    ['a b c d e f g h i j k', 'Use at most 10 words and filters.'],
    ['x'.repeat(501), 'This is too long. Use at most 500 characters.'],
  ])('%j has the mistake %j', (question, mistake) => {
    expect(mistakeIn(question)).toBe(mistake);
  });

  it('has words to be marked, which are neither filters nor to be missing', () => {
    expect(termsOf('"not delivered" tag:x assignee:Olivia -refund INV-2026')).toEqual([
      { words: ['not', 'delivered'], isPrefix: false, isNot: false },
      { words: ['inv', '2026'], isPrefix: true, isNot: false },
    ]);
    expect(termsOf('status:pending refund')).toEqual([]);
  });
});
