import * as texts from '#dashboard/model/messages.ts';
import { type Answer, cachedResponses } from './cached-responses.ts';
import { ProblemError } from './errors.ts';
import { answerOf, inOurWords, patience, refusal } from './responses.ts';

/** The time without a response after which the desk is reported as slow. A request ends within 8 s there, so the response may still arrive. */
export const SLOW_MS = 5_000;
/** The bytes that a page may be sending with `keepalive` at a time: 64 KiB (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch), less the browser's own. */
const KEPT_ALIVE_BYTES = 60_000;

/** The dependencies of a connection; `clock` in milliseconds since 1970. */
export interface Wire {
  readonly fetch: typeof fetch;
  readonly clock: () => number;
}

/** A request that changes something. */
export interface Change {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True if it is sent although the page ends meanwhile, unless that is too much for the browser. */
  readonly keepalive?: boolean;
}

export type Connection = ReturnType<typeof connection>;

/** Requests with an agent's key, until `signal` aborts. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export function connection(key: string, signal: AbortSignal, { fetch, clock }: Wire) {
  const kept = cachedResponses();
  let keptAlive = 0;

  async function send(address: string, init: RequestInit): Promise<Response> {
    // Anything else cannot stand in a header, and fetch would report it as if the connection had failed.
    if (!/^[\x21-\x7e]+$/.test(key)) throw new ProblemError(401, texts.invalidKey);
    return fetch(address, {
      ...init,
      headers: { ...init.headers, 'x-admin-key': key },
      cache: 'no-store',
      credentials: 'omit',
      // Older browsers lack it, and wait as long as it takes.
      signal: AbortSignal.any?.([signal, patience(), ...(init.signal ? [init.signal] : [])]) ?? signal,
    });
  }

  /** Reads what stands at an address; what the desk says has not changed is not sent again. `ended` aborts it. */
  async function get<T>(address: string, read: (answer: Answer) => T, ended?: AbortSignal): Promise<T> {
    const askedAt = clock();
    const known = kept.of(address, askedAt);
    try {
      const headers = known ? { 'if-none-match': known.etag } : {};
      const response = await send(address, { headers, ...(ended && { signal: ended }) });
      if (response.status === 304) {
        if (known) return read(known);
        throw new TypeError('Not cached');
      }
      const answer = await answerOf(response);
      const value = read(answer);
      kept.keep(address, answer, askedAt);
      return value;
    } catch (error) {
      throw inOurWords(error);
    }
  }

  async function change<T>(address: string, init: Change, read: (answer: Answer) => T): Promise<T> {
    kept.forget(clock());
    const size = init.keepalive ? new TextEncoder().encode(init.body).byteLength : 0;
    const keepalive = init.keepalive === true && keptAlive + size <= KEPT_ALIVE_BYTES;
    if (keepalive) keptAlive += size;
    try {
      return read(await answerOf(await send(address, { ...init, keepalive })));
    } catch (error) {
      throw inOurWords(error);
    } finally {
      if (keepalive) keptAlive -= size;
      kept.forget(clock());
    }
  }

  /** Sends what changes no response that is kept, and has none of its own. */
  async function record(address: string, init: Change): Promise<void> {
    try {
      const response = await send(address, init);
      if (!response.ok) throw await refusal(response);
    } catch (error) {
      throw inOurWords(error);
    }
  }

  return { get, change, record };
}
