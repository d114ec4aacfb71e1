/** A string, with the colon that makes it a name, or a bracket. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g;

/**
 * Returns true if valid JSON has a member of its object twice. Parsers differ in which of the two they use, so what one verifies another may read
 * differently (RFC 8259, section 4; RFC 7519, section 4).
 */
export function hasDuplicateMembers(json: string): boolean {
  const names = new Set<string>();
  let depth = 0;
  for (const [token, text, colon] of json.matchAll(TOKEN)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (text !== undefined && colon !== undefined && depth === 1) {
      const name = JSON.parse(text);
      if (names.has(name)) return true;
      names.add(name);
    }
  }
  return false;
}
