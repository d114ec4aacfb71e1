/*
 * Replaces uc.micro in the browser's bundles: the character classes that linkify-it needs, from the browser's own tables instead of 2 KB of them. As in
 * uc.micro, each is the source of a regular expression without the flag `u`.
 */
export const Any = { source: '(?:[\\ud800-\\udbff][\\udc00-\\udfff]|[^])' };
export const Cc = { source: '[\\0-\\x1f\\x7f-\\x9f]' };
export const Z = classOf(/\p{Z}/gu);
export const P = classOf(/\p{P}/gu);

/** Computes the source on access, as that takes some milliseconds. */
function classOf(member: RegExp): { readonly source: string } {
  return {
    get source() {
      const ends = new Map<string, string>();
      for (const [character] of twoPlanes().matchAll(member)) {
        const lead = character.slice(0, -1);
        // An escaped character of these classes matches itself.
        ends.set(lead, `${ends.get(lead) ?? ''}\\${character.slice(-1)}`);
      }
      return [...ends].map(([lead, all]) => `${lead}[${all}]`).join('|');
    },
  };
}

/** Returns the characters up to U+1FFFF, in order; beyond are only ideographs and characters without a glyph. */
function twoPlanes(): string {
  const units = new Uint16Array(0x30000);
  for (let code = 0; code < 0x10000; code += 1) {
    units[code] = code;
    units[0x10000 + 2 * code] = 0xd800 + (code >> 10);
    units[0x10001 + 2 * code] = 0xdc00 + (code & 0x3ff);
  }
  return new TextDecoder('utf-16le').decode(units);
}
