import { describe, expect, it } from 'vitest';
import { findCannedReplies } from '#dashboard/canned/find-canned-replies.ts';
import { typedHash } from '#dashboard/canned/typed-hash.ts';

const reply = (name: string, body = '') => ({ id: name, name, body, updatedAt: '' });

describe('canned replies are found', () => {
  const replies = [reply('Apology', 'A refund is under way.'), reply('Créme refund'), reply('Thanks', 'Thank you!')];
  const found = (query: string) => findCannedReplies(replies, query).map(({ name }) => name);

  it('by name before text, case and accents aside', () => {
    expect(found('REFUND')).toEqual(['Créme refund', 'Apology']);
    expect(found('creme')).toEqual(['Créme refund']);
    expect(found('you!')).toEqual(['Thanks']);
    expect(found('zzz')).toEqual([]);
  });

  it('best matches first: the name’s beginning, a word in it, anywhere in it, the text', () => {
    const some = [
      reply('A', 'We reset it.'),
      reply('Preset values'),
      reply('Password reset'),
      reply('Reset a password'),
      reply('Other'),
    ];
    const names = (query: string) => findCannedReplies(some, query).map(({ name }) => name);
    expect(names('reset')).toEqual(['Reset a password', 'Password reset', 'Preset values', 'A']);
    expect(names('password reset')).toEqual(['Password reset', 'Reset a password']);
  });

  it('all, in their order, by nothing', () => {
    expect(found('')).toEqual(['Apology', 'Créme refund', 'Thanks']);
  });
});

describe('a # begins a canned reply', () => {
  it.each([
    ['#', 1, { from: 0, query: '' }],
    ['Hello #ref', 10, { from: 6, query: 'ref' }],
    ['Hello\n#ref', 8, { from: 6, query: 'r' }],
    ['#ref done', 4, { from: 0, query: 'ref' }],
  ])('at a word’s start, up to the caret: %j', (text, caret, hash) => {
    expect(typedHash(text, caret)).toEqual(hash);
  });

  it.each([
    ['', 0],
    ['ref', 3],
    ['a#ref', 5],
    ['##', 2],
    ['#ref done', 9],
    ['#ref', 0],
  ])('nowhere else: %j', (text, caret) => {
    expect(typedHash(text, caret)).toBeUndefined();
  });
});
