import { type Answer, answerOf, type Body, type Reader } from './answer.ts';
import { isOriginRefused } from './refused-origin.ts';

/** After this time a request is retried; the desk itself gives up after 8 s. */
const TIMEOUT_MS = 15_000;

/** The last response to each URL with its entity tag, so that the desk needn't send it again. */
export type Cached<T> = Map<string, { readonly etag: string; readonly value: T }>;

/** Sends a request with a customer's token. Never throws: a lost connection is an `Answer`, too. */
export async function request<T>(
  url: string,
  token: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
  read: (body: Body, link: string | null) => T | undefined,
  cached: Cached<T> = new Map(),
): Promise<Answer<T>> {
  // A header can't have other characters; fetch would report them as a failed connection.
  if (!/^[\x21-\x7e]+$/.test(token))
    return { outcome: 'token_refused', reason: 'The token has characters that no header can carry.' };
  try {
    const before = cached.get(url);
    const unlessSame = before && { 'if-none-match': before.etag };
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, ...unlessSame, authorization: `Bearer ${token}` },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status, headers } = response;
    if (status === 304 && before) return { outcome: 'done', value: before.value };
    const readAll: Reader<T> = (body) => read(body, headers.get('link'));
    const answer = answerOf(status, headers.get('retry-after'), parseObject(await response.text()), readAll);
    const etag = headers.get('etag');
    if (answer.outcome === 'done' && etag) cached.set(url, { etag, value: answer.value });
    return answer;
  } catch {
    const refused = await isOriginRefused(url, AbortSignal.timeout(TIMEOUT_MS));
    return { outcome: 'try_again', cause: refused ? 'unavailable' : 'connection' };
  }
}

/** Options of a POST with a JSON body, which the desk accepts once per idempotency key. */
export const sent = (body: object, key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify(body),
});

/** The part of a message's body that names its files. */
export const withFiles = (files: readonly { readonly id: string }[] = []) =>
  files.length > 0 ? { attachments: files.map(({ id }) => id) } : {};

function parseObject(json: string): Body {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}
