/**
 * Reads the customer's token from what a website provides: text, also as a JSON string, with line breaks, a byte order mark or `Bearer ` around it, or
 * an object with a `token`. Returns '' if nobody is signed in, and undefined if it isn't a token, but a page, for example.
 */
export function readToken(given: unknown): string | undefined {
  if (given == null) return '';
  if (typeof given === 'object') return 'token' in given ? readToken(given.token) : undefined;
  // trim() also removes a byte order mark.
  const text = String(given)
    .trim()
    .replace(/^Bearer(\s+|$)|[\r\n]/gi, '');
  if (/^(null|undefined|["{].*)$/.test(text)) return readJson(text);
  return /^(?!<)[\x21-\x7e]*$/.test(text) ? text : undefined;
}

function readJson(text: string): string | undefined {
  if (text === 'undefined') return '';
  try {
    return readToken(JSON.parse(text));
  } catch {
    return undefined;
  }
}
