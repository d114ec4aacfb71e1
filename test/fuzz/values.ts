import fc from 'fast-check';
import { VISIBLE } from '#core/text/text.ts';
import type { Schema } from './operations.ts';

/** Returns text that a schema allows, including its boundaries; enumerations and numbers as they are written in a URL. */
export function validText({ enum: words, pattern, type, ...bounds }: Schema): fc.Arbitrary<string> {
  if (words) return fc.constantFrom(...words);
  if (type === 'integer') return fc.integer({ min: bounds.minimum ?? 0, max: bounds.maximum ?? 0 }).map(String);
  // Beyond U+FFFF the document's patterns can't say what is visible.
  const fits = (text: string) => VISIBLE.test(text) && (pattern === undefined || new RegExp(pattern, 'u').test(text));
  const { minLength: min, maxLength: max } = bounds;
  if (min === undefined || max === undefined) return pattern ? fc.stringMatching(new RegExp(pattern)) : visible;
  const anyLength = fc.string({ unit: 'binary', minLength: min, maxLength: max });
  const edges = fc.tuple(fc.constantFrom(min, max), fc.constantFrom('x', '😀', '\u0301', '\0'));
  return fc.oneof(
    { weight: 9, arbitrary: anyLength.filter(fits) },
    { weight: 1, arbitrary: edges.map(([length, character]) => character.repeat(length)).filter(fits) },
  );
}

/** The characters that a header can have. */
const visible = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) });

/** More wouldn't pass the gateway: it accepts headers of about 10 KB in all. */
const LONG = 2500;

const classics = [
  [
    '',
    ' ',
    '0',
    '-1',
    '1e9',
    'NaN',
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '[object Object]',
    '\0',
    '\ufeff',
    '\u202e',
  ],
  ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'status', 'subject', 'limit'],
  ['../../etc/passwd', '..', '.', '//', '%00', '%', '%ff', '%C0%AF', '?', '#', '&', ';', 'a=b', 'a\r\nb: c'],
  [
    "' OR '1'='1",
    '{"$ne":null}',
    '#status = :status',
    ':status',
    'attribute_exists(id)',
    '%{jndi:ldap://x}',
    '{{7*7}}',
  ],
  ['open', 'closed', 'all', 'OPEN', '*', '"1"', 'W/"1"', '"2", "3"', '00000000-0000-4000-8000-000000000000'],
  ['x'.repeat(LONG), '"'.repeat(LONG / 2), '😀'.repeat(LONG / 12), '\u0301'.repeat(LONG / 6)],
].flat();

/** Text with harmful intent, or any at all. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...classics), fc.string({ unit: 'binary' }));

/** A value of a body's field that isn't text, or isn't valid text. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  { weight: 6, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.constantFrom(201, 10_001).map((length) => '😀'.repeat(length)) },
  { weight: 1, arbitrary: fc.constantFrom('\ud800', '\0'.repeat(10_000), 'x'.repeat(300 * 1024)) },
);
