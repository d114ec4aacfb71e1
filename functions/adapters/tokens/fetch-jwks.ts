import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { createLocalJWKSet } from 'jose';

const TIMEOUT_MS = 3000;
const MAX_BYTES = 256 * 1024;

/**
 * Fetches a JSON Web Key Set (RFC 7517), without following redirects. By Node's https client, which the SDK has loaded
 * already: the first `fetch`, or even `new Headers`, of a process brings another client and costs a cold start 30 ms.
 */
export async function fetchJwks(url: string): Promise<ReturnType<typeof createLocalJWKSet>> {
  const { get } = url.startsWith('https:') ? https : await import('node:http');
  const headers = { accept: 'application/json, application/jwk-set+json' };
  const request = get(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  // Whoever waits for the answer or reads it hears of an error there.
  request.on('error', () => {});
  const [answer] = await once(request, 'response');
  return createLocalJWKSet(JSON.parse(await bodyOf(answer)));
}

async function bodyOf(answer: IncomingMessage): Promise<string> {
  if (answer.statusCode !== 200) {
    answer.destroy();
    throw new Error(`The JWKS was answered with ${answer.statusCode}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of answer) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error('The JWKS is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
