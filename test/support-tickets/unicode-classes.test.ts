import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { Any, Cc, P, Z } from '#site/unicode-classes.ts';

type Classes = Record<'Any' | 'Cc' | 'P' | 'Z', { readonly source: string }>;

const require = createRequire(import.meta.url);
/** The classes that linkify-it itself imports. */
const library: Classes = createRequire(require.resolve('linkify-it'))('uc.micro');

/** Every character of Unicode, lone surrogates included. */
const characters = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code));

test.each(Object.entries({ Any, Cc, P, Z } satisfies Classes))(
  'the class %s has the same characters as in uc.micro',
  (name, { source }) => {
    const has = new RegExp(`^(?:${source})$`);
    const had = new RegExp(`^(?:${library[name as keyof Classes].source})$`);
    expect(characters.filter((character) => has.test(character) !== had.test(character))).toEqual([]);
  },
);
