/**
 * Returns a pattern that generators and validators in any language read alike: classes with Unicode properties, white space or `\u{…}` are expanded
 * to ranges of `\uXXXX`, and groups capture. Code points beyond U+FFFF are left out, because without its `u` flag JavaScript rejects a class with them;
 * so a negated class matches all of them. Such escapes outside a class aren't handled.
 */
export function portablePattern(pattern: string): string {
  return pattern.replaceAll(/\\.|\(\?:|\[(\^?)((?:\\.|[^\\\]])*)\]/g, (whole, negation, members = '') => {
    if (whole === '(?:') return '(';
    return /\\(?:[ps]|u\{)/i.test(members) ? `[${negation}${rangesOf(members)}]` : whole;
  });
}

const LAST = 0xffff;

/** Returns the ranges that the members of a class match, up to U+FFFF. */
function rangesOf(members: string): string {
  const known = spelledOut.get(members);
  if (known !== undefined) return known;
  const matches = new RegExp(`[${members}]`, 'u');
  const ranges: string[] = [];
  let first: number | undefined;
  for (let code = 0; code <= LAST + 1; code += 1) {
    const inside = code <= LAST && matches.test(String.fromCharCode(code));
    if (inside) first ??= code;
    else if (first !== undefined) {
      ranges.push(first === code - 1 ? escaped(first) : `${escaped(first)}-${escaped(code - 1)}`);
      first = undefined;
    }
  }
  const text = ranges.join('');
  spelledOut.set(members, text);
  return text;
}

/** Results by members: a document repeats the same few classes many times. */
const spelledOut = new Map<string, string>();

const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
