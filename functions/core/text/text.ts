/** What is stored and counted: CRLF becomes LF and the ends are trimmed. */
export function normalizeText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** Length in Unicode code points, as people and JSON Schema count. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A character that can be seen. None is: white space, what Unicode calls ignorable by default (zero-width characters, soft hyphens, fillers, variation
 * selectors), the blank of braille and of music, and annotation marks. Control characters are: browsers draw a box.
 */
export const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/u;

/** Length against a limit: code points once normalized; 0 for a text in which nothing is visible, which counts as empty. */
export function lengthOf(text: string): number {
  return VISIBLE.test(text) ? codePoints(normalizeText(text)) : 0;
}

/** Text on one line of a log: control characters, line and paragraph separators and bidirectional overrides as `\u{…}`. */
export function onOneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Texts of these, which are each a character of their own, however they are put together. */
const SIMPLE = /^[\t\n\x20-\x7e\xa0-\u02ff]*$/;

/** Returns as many whole characters of a text, as people see them, as fit into `max` code points. */
export function beginning(text: string, max: number): string {
  // Loading what segments takes a cold start 16 ms, which most texts can do without.
  if (text.length <= max) return text;
  if (SIMPLE.test(text.slice(0, max + 1))) return text.slice(0, max);
  let end = 0;
  let left = max;
  // No more of a long text is segmented: what goes beyond this doesn't fit.
  const start = text.slice(0, 2 * max + 2);
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(start)) {
    left -= codePoints(segment);
    if (left < 0) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

const MAX_NAME = 100;

/** A person's name as a token gives it, cut to 100 code points; undefined for what cannot be one: it only makes a text friendlier. */
export function personName(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.isWellFormed() || onOneLine(value) !== value) return undefined;
  const name = beginning(value.trim(), MAX_NAME).trim();
  return VISIBLE.test(name) ? name : undefined;
}
