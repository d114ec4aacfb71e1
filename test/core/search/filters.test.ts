import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeskError } from '#core/errors.ts';
import { type Query, readQuery } from '#core/search/query.ts';

const BOB = '22222222-2222-4222-8222-222222222222';
const people = {
  me: '11111111-1111-4111-8111-111111111111',
  agents: [
    { id: '11111111-1111-4111-8111-111111111111', name: 'Ann' },
    { id: BOB, name: 'Bob Müller' },
  ],
};
const read = (text: string): Query => readQuery(text, people);

function mistakesIn(text: string): readonly string[] {
  try {
    read(text);
  } catch (error) {
    const { errors } = (error as DeskError).members as { errors: { pointer: string; detail: string }[] };
    expect(errors.every(({ pointer }) => pointer === '?q')).toBe(true);
    return errors.map(({ detail }) => detail);
  }
  return [];
}

describe('a filter', () => {
  it.each([
    ['status:open', { key: 'status', value: 'open', isNot: false }],
    ['STATUS:In_Progress', { key: 'status', value: 'in_progress', isNot: false }],
    ['-status:closed', { key: 'status', value: 'closed', isNot: true }],
    ['priority:high', { key: 'priority', value: 'high', isNot: false }],
    ['tier:"Email (48h response)"', { key: 'tier', value: 'email (48h response)', isNot: false }],
    ['tag:Größe', { key: 'tag', value: 'grosse', isNot: false }],
    ['tag:"needs refund', { key: 'tag', value: 'needs refund', isNot: false }],
    ['assignee:me', { key: 'assignee', value: people.me, isNot: false }],
    ['assignee:none', { key: 'assignee', value: 'none', isNot: false }],
    ['assignee:"bob muller"', { key: 'assignee', value: BOB, isNot: false }],
    [`assignee:${BOB}`, { key: 'assignee', value: BOB, isNot: false }],
    ['from:olivia@example.com', { key: 'from', words: ['olivia', 'example', 'com'], isNot: false }],
    ['before:2026', { key: 'before', value: '2026-01-01T00:00:00.000000000Z', isNot: false }],
    ['after:2026-02', { key: 'after', value: '2026-02-01T00:00:00.000000000Z', isNot: false }],
    ['after:2024-02-29', { key: 'after', value: '2024-02-29T00:00:00.000000000Z', isNot: false }],
    ['is:snoozed', { key: 'is', value: 'snoozed', isNot: false }],
    ['is:waiting', { key: 'is', value: 'waiting', isNot: false }],
    ['has:note', { key: 'has', value: 'note', isNot: false }],
  ])('%s is read', (text, filter) => {
    expect(read(text)).toEqual({ terms: [], filters: [filter] });
  });

  it.each([
    ['tag: refund', ['tag: needs a value, at 1']],
    ['tag:""', ['tag: needs a value, at 1']],
    ['😀 status:done', ['status: must be open, in_progress or closed, at 3']],
    ['is:late has:', ['is: must be unassigned, waiting, unread or snoozed, at 1', 'has: needs a value, at 9']],
    ['assignee:carol', ['assignee: must be me, none, or the name or id of an agent, at 1']],
    ['from:@', ['from: needs letters or digits, at 1']],
    ['after:2026-02-30', ['after: must be a day, a month or a year, such as 2026-11-30, 2026-11 or 2026, at 1']],
    ['before:yesterday', ['before: must be a day, a month or a year, such as 2026-11-30, 2026-11 or 2026, at 1']],
    ['tag:a '.repeat(11), ['has more than 10 terms: the next one begins at 61']],
  ])('%j is refused with the place', (text, details) => {
    expect(mistakesIn(text)).toEqual(details);
  });

  it('stands beside words; what is no key is one', () => {
    expect(read('refund tag:billing https://example.com re:x -"not this"')).toEqual({
      terms: [
        { words: ['refund'], isPrefix: false, isNot: false },
        { words: ['https', 'example', 'com'], isPrefix: false, isNot: false },
        { words: ['re', 'x'], isPrefix: false, isNot: false },
        { words: ['not', 'this'], isPrefix: false, isNot: true },
      ],
      filters: [{ key: 'tag', value: 'billing', isNot: false }],
    });
  });

  it('is read or refused, whatever is typed', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.constantFrom('status:', 'tag:', 'after:', '-', '"', ' ', ':', 'is:unread', 'before:2026-13'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        try {
          read(text);
        } catch (error) {
          expect(error).toBeInstanceOf(DeskError);
          expect((error as DeskError).refusal).toBe('invalid_fields');
        }
      }),
    );
  });
});
