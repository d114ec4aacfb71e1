import { type Answer, answerOf, type Body, type Reader } from './answer.ts';
import { isOriginRefused } from './refused-origin.ts';

/** A request that the desk has not answered by then will be repeated; the desk itself gives up after 8 s. */
const PATIENCE_MS = 15_000;

/** The last response for each URL with its entity tag, so that the desk need not send it again. */
export type Kept<T> = Map<string, { readonly etag: string; readonly value: T }>;

/** Asks the desk something with a customer's token. Never throws: a lost connection is an answer too. */
export async function request<T>(
  url: string,
  token: string,
  init: { method?: string; headers?: Record<string, string>; body?: string },
  read: (body: Body, link: string | null) => T | undefined,
  kept: Kept<T> = new Map(),
): Promise<Answer<T>> {
  // Anything else cannot stand in a header, and fetch would report it as if the connection had failed.
  if (!/^[\x21-\x7e]+$/.test(token)) return { outcome: 'token_refused', reason: 'No header can carry it.' };
  try {
    const before = kept.get(url);
    const unlessSame = before && { 'if-none-match': before.etag };
    const response = await fetch(url, {
      ...init,
      headers: { ...init.headers, ...unlessSame, authorization: `Bearer ${token}` },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status, headers } = response;
    if (status === 304 && before) return { outcome: 'done', value: before.value };
    const readAll: Reader<T> = (body) => read(body, headers.get('link'));
    const answer = answerOf(status, headers.get('retry-after'), parseObject(await response.text()), readAll);
    const etag = headers.get('etag');
    if (answer.outcome === 'done' && etag) kept.set(url, { etag, value: answer.value });
    return answer;
  } catch {
    const refused = await isOriginRefused(url, AbortSignal.timeout(PATIENCE_MS));
    return { outcome: 'try_again', cause: refused ? 'unavailable' : 'connection' };
  }
}

/** Sends a JSON body, which the desk takes once for its key. */
export const sent = (body: object, key: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify(body),
});

function parseObject(json: string): Body {
  try {
    return Object(JSON.parse(json));
  } catch {
    return {};
  }
}
