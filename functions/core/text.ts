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

/** Text on one line of a log: control characters, line and paragraph separators and bidirectional overrides as `\u{…}`. */
export function onOneLine(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

const MAX_NAME = 100;

/** A person's name as a token gives it, cut at 100 code points; undefined for what cannot be one: it only makes a text friendlier. */
export function personName(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.isWellFormed() || onOneLine(value) !== value) return undefined;
  return Array.from(value.trim()).slice(0, MAX_NAME).join('').trim() || undefined;
}
