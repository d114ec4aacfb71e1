import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { createLocalJWKSet } from 'jose';

const TIMEOUT_MS = 3000;
const MAX_BYTES = 256 * 1024;

/**
 * Fetches a JSON Web Key Set (RFC 7517), without following redirects. Uses Node's https client, which the SDK has loaded already: a process's first
 * `fetch`, or even `new Headers`, loads another client and adds 30 ms to a cold start.
 */
export async function fetchJwks(url: string): Promise<ReturnType<typeof createLocalJWKSet>> {
  const { get } = url.startsWith('https:') ? https : await import('node:http');
  const headers = { accept: 'application/json, application/jwk-set+json' };
  const request = get(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
  // Whatever awaits or reads the response gets the error there.
  request.on('error', () => {});
  const [response] = await once(request, 'response');
  return createLocalJWKSet(JSON.parse(await bodyOf(response)));
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy();
    throw new Error(`The JWKS request failed with status ${response.statusCode}.`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early ends the connection.
  for await (const chunk of response) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error('The JWKS is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
