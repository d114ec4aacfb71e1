import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasDuplicateMembers } from '#adapters/tokens/duplicate-members.ts';

const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue());

it('finds a name that occurs twice, wherever and however it is written, and no other', () => {
  fc.assert(
    fc.property(object, fc.jsonValue(), fc.nat(), (members, again, index) => {
      const json = JSON.stringify(members);
      expect(hasDuplicateMembers(json)).toBe(false);
      expect(hasDuplicateMembers(JSON.stringify({ a: [members, members], b: members }))).toBe(false);
      const names = Object.keys(members);
      fc.pre(names.length > 0);
      const escaped = [...(names[index % names.length] ?? '')].flatMap((character) => character.split(''));
      const name = escaped.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
      expect(hasDuplicateMembers(json.replace(/}$/, ` , "${name}" : ${JSON.stringify(again)}}`))).toBe(true);
    }),
  );
});

it.each([
  ['{"a":{"b":1},"a":2}', true],
  ['{"a":[{"b":1}],"b":2}', false],
  ['{"a":"a","b":"a"}', false],
  ['{"a":["a","a"],"b":["b"]}', false],
  ['{"a":"\\"a\\":","b":"}{"}', false],
  ['{"a":[1],"b":[2],"a":3}', true],
  ['{"a":{},"b":{},"b":3}', true],
  ['{"__proto__":1,"__proto__":2}', true],
  ['[{"a":1,"a":2}]', false],
  ['{}', false],
])('%s: %j', (json, expected) => {
  expect(hasDuplicateMembers(json)).toBe(expected);
});
