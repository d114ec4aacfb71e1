/** The result of one method, with the properties that it was about: `header.d`, `header.from` …; names in lower case, values as they are. */
interface MethodResult {
  readonly method: string;
  readonly result: string;
  readonly properties: ReadonlyMap<string, string>;
}

interface AuthenticationResults {
  /** The server that checked, as it calls itself. */
  readonly server: string;
  readonly results: readonly MethodResult[];
}

type Token = { readonly text: string; readonly quoted: boolean } | '=' | ';';

/** Headers that are longer aren't read. */
const MAX_LENGTH = 10_000;

/**
 * Reads the value of an Authentication-Results header (RFC 8601, section 2.2); undefined if it isn't one. Amazon SES separates the properties of `spf`
 * with semicolons, so that they look like methods; they are read as such.
 */
export function readAuthenticationResults(value: string): AuthenticationResults | undefined {
  const tokens = value.length <= MAX_LENGTH ? tokensOf(value) : undefined;
  if (!tokens) return undefined;
  const [head = [], ...clauses] = clausesOf(tokens);
  const [server, version, ...others] = head;
  if (!isText(server) || others.length || (version && !(isText(version) && version.text === '1'))) return undefined;
  const results: MethodResult[] = [];
  for (const clause of clauses) {
    // A semicolon at the end begins nothing, and `none` says that nothing was checked.
    const [only] = clause;
    if (!only || (clause.length === 1 && isText(only) && !only.quoted && only.text.toLowerCase() === 'none')) continue;
    const result = resultOf(clause);
    if (!result) return undefined;
    results.push(result);
  }
  return { server: server.text, results };
}

const isText = (token: Token | undefined): token is Exclude<Token, string> => typeof token === 'object';

function clausesOf(tokens: readonly Token[]): Token[][] {
  const clauses: Token[][] = [[]];
  for (const token of tokens) {
    if (token === ';') clauses.push([]);
    else clauses.at(-1)?.push(token);
  }
  return clauses;
}

/** Reads `method=result name=value …`; undefined if the clause is anything else. */
function resultOf(clause: readonly Token[]): MethodResult | undefined {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < clause.length; index += 3) {
    const [name, equals, value] = clause.slice(index, index + 3);
    if (!isText(name) || name.quoted || equals !== '=' || !isText(value)) return undefined;
    pairs.push([name.text.toLowerCase(), value.text]);
  }
  const [first, ...properties] = pairs;
  if (!first) return undefined;
  // A method may carry its version: `dkim/1`.
  const method = first[0].replace(/\/1$/, '');
  // A property that appears twice could be read either way.
  if (new Set(properties.map(([name]) => name)).size < properties.length) return undefined;
  return { method, result: first[1].toLowerCase(), properties: new Map(properties) };
}

/** Returns the tokens without comments; undefined if a comment or a quoted string doesn't end. */
function tokensOf(value: string): Token[] | undefined {
  const tokens: Token[] = [];
  let index = 0;
  while (index < value.length) {
    const character = value[index] ?? '';
    if (/\s/.test(character)) index += 1;
    else if (character === ';' || character === '=') {
      tokens.push(character);
      index += 1;
    } else if (character === '(') {
      index = endOfComment(value, index);
      if (index < 0) return undefined;
    } else if (character === '"') {
      const end = endOfQuote(value, index);
      if (end < 0) return undefined;
      tokens.push({ text: value.slice(index + 1, end - 1).replaceAll(/\\(.)/gs, '$1'), quoted: true });
      index = end;
    } else {
      const start = index;
      // Return paths have equals signs in them, which Amazon SES doesn't quote: `envelope-from=bounce+ann=example.com@example.net`.
      const end = tokens.at(-1) === '=' ? /[\s;"()]/ : /[\s;="()]/;
      while (index < value.length && !end.test(value[index] ?? '')) index += 1;
      if (index === start) return undefined;
      tokens.push({ text: value.slice(start, index), quoted: false });
    }
  }
  return tokens;
}

/** Returns the index after the comment that begins at `start`, which may hold others; -1 if it doesn't end. */
function endOfComment(value: string, start: number): number {
  let depth = 0;
  for (let index = start; index < value.length; index += 1) {
    const character = value[index];
    if (character === '\\') index += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return -1;
}

function endOfQuote(value: string, start: number): number {
  for (let index = start + 1; index < value.length; index += 1) {
    if (value[index] === '\\') index += 1;
    else if (value[index] === '"') return index + 1;
  }
  return -1;
}
