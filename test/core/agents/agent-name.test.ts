import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAgentName, trimmedName } from '#core/agents/agent-name.ts';

describe("an agent's name", () => {
  it.each([
    ['  Ada Lovelace\t', 'Ada Lovelace'],
    ['Zoe\u0308', 'Zoë'],
    ['\u3000田中\u00a0', '田中'],
    ['abc1234', 'abc1234'],
    ['👩‍💻', '👩‍💻'],
  ])('%j is stored as %j', (text, name) => {
    expect(newAgentName(text)).toBe(name);
    expect(trimmedName(text)).toBe(name);
  });

  const refused: (readonly [string, string])[] = [
    ['', "can't be empty"],
    [' \t', "can't be empty"],
    ['\u200b\u2060\ufeff\u00ad\u3164', "can't be empty"],
    ['x'.repeat(101), 'at most 100 characters'],
    ['Ada\nLovelace', 'control characters'],
    ['Ada\u2028Lovelace', 'control characters'],
    ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'].map(
      (control) => [`Ada${control}x`, 'direction of text'] as const,
    ),
    ['abc12345', "can't look like a key's id"],
    [' ABC12345 ', "can't look like a key's id"],
    ['\ud800x', 'control characters'],
  ];
  it.each(refused)('can’t be %j', (text, why) => {
    expect(() => newAgentName(text)).toThrow(why);
  });

  it('stays the same when it is typed again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(trimmedName(trimmedName(text))).toBe(trimmedName(text));
      }),
    );
  });
});
