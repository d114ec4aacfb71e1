/** Normalizes a text as it is stored and counted: CRLF becomes LF and the ends are trimmed. */
export function normalizeText(text: string): string {
  return text.replaceAll('\r\n', '\n').trim();
}

/** Returns the length in Unicode code points, as people and JSON Schema count. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * A visible character. Not visible: white space, what Unicode calls ignorable by default (zero-width characters, soft hyphens, fillers, variation
 * selectors), the blanks of braille and of music, and annotation marks. Control characters are visible: browsers draw a box.
 */
export const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]/u;

/** Characters that break a line or change the direction of the text around them. */
const MISLEADING = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Returns the length that counts against a limit: code points once normalized; 0 for a text with nothing visible, which counts as empty. */
export function lengthOf(text: string): number {
  return VISIBLE.test(text) ? codePoints(normalizeText(text)) : 0;
}

/** Returns text for one line of a log: control characters, line and paragraph separators and bidirectional controls as `\u{…}`. */
export const onOneLine = (text: string): string =>
  text.replaceAll(MISLEADING, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** Returns true if text is well-formed and reads as it is written: on one line, in its own direction. */
export const isPlainLine = (text: string): boolean => text.isWellFormed() && onOneLine(text) === text;

/** Returns the source of a regular expression for plain lines with something visible, without the characters in `except`. */
export function plainLinePattern(except = ''): string {
  const members = MISLEADING.source.slice(1, -1) + except;
  const visible = VISIBLE.source.replace(/\]$/, `${members}]`);
  return `^[^${members}]*${visible}[^${members}]*$`;
}

/** Text in which each character stands alone, whatever is next to it. */
const SIMPLE = /^[\t\n\x20-\x7e\xa0-\u02ff]*$/;

/** Returns the beginning of a text: as many whole characters, as people see them, as fit into `max` code points. */
export function beginning(text: string, max: number): string {
  // Loading the segmenter adds 16 ms to a cold start, and most texts don't need it.
  if (text.length <= max) return text;
  if (SIMPLE.test(text.slice(0, max + 1))) return text.slice(0, max);
  let end = 0;
  let left = max;
  // The rest of a long text can't fit, so it isn't segmented.
  const start = text.slice(0, 2 * max + 2);
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(start)) {
    left -= codePoints(segment);
    if (left < 0) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

const MAX_NAME = 100;

/** Returns a person's name from a token, cut to 100 code points; undefined if it can't be one. Names are optional, so a bad one is no error. */
export function personName(value: unknown): string | undefined {
  if (typeof value !== 'string' || !isPlainLine(value)) return undefined;
  const name = beginning(value.trim(), MAX_NAME).trim();
  return VISIBLE.test(name) ? name : undefined;
}
