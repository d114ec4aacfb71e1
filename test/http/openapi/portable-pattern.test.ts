import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { saveCannedReplyContract } from '#http/canned/canned-replies.ts';
import { portablePattern } from '#http/openapi/portable-pattern.ts';

const basic = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) });

describe('a portable pattern', () => {
  it('expands what engines read differently or not at all', () => {
    expect(portablePattern(String.raw`^[\p{Nd}_]+$`)).toMatch(/^\^\[\\u0030-\\u0039\\u005f\\u0660-/);
    expect(portablePattern(String.raw`[^\s@]`)).toBe(
      String.raw`[^\u0009-\u000d\u0020\u0040\u00a0\u1680\u2000-\u200a\u2028-\u2029\u202f\u205f\u3000\ufeff]`,
    );
  });

  it('has groups as all engines have them', () => {
    expect(portablePattern(String.raw`^(?:a|(?:b[(?:]))\(?:$`)).toBe(String.raw`^(a|(b[(?:]))\(?:$`);
  });

  it('leaves what they all read alike', () => {
    for (const pattern of ['^[0-9a-f]{8}$', String.raw`^[\x21-\x7e]{1,255}$`]) {
      expect(portablePattern(pattern)).toBe(pattern);
    }
  });

  it('matches the same texts as the original, up to U+FFFF', () => {
    const patterns = [
      String.raw`[^\s\p{Default_Ignorable_Code_Point}\u{1d159}]`,
      String.raw`^[^\s\p{Cc}@]+@[^\s\p{Cc}@]+$`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...patterns), basic, (pattern, text) => {
        const [before, after] = [pattern, portablePattern(pattern)].map((source) => new RegExp(source, 'u').test(text));
        expect(after).toBe(before);
      }),
    );
  });
});

describe('the pattern of a text on one line', () => {
  const { name } = saveCannedReplyContract.body.schema.shape;
  const { pattern = '' } = z.toJSONSchema(name, { io: 'input' });

  it('matches exactly what is accepted, where there is nothing to trim', () => {
    const unit = fc.constantFrom(...'ax \t\n\0\u00ad\u200b\u2028\u2800\u{1d159}😀');
    const trimmed = fc.string({ unit, minLength: 1, maxLength: 8 }).filter((text) => text === text.trim());
    fc.assert(
      fc.property(trimmed, (text) => {
        expect(new RegExp(pattern, 'u').test(text)).toBe(z.safeParse(name, text).success);
      }),
    );
  });
});
