import { createRemoteJWKSet, customFetch, errors, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import { unavailable } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';

/** Verifies signatures in one mode. Throws jose's errors for bad tokens, `unavailable` when the keys cannot be had. */
export interface VerificationKeys {
  verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult>;
}

/** At most one JWKS request in this time, in milliseconds, whatever key ids arrive. */
const COOLDOWN_MS = 30_000;
/** At most one in this time when the last did not bring keys: an outage must not last longer here than there. */
const RETRY_MS = 5000;
const JWKS_TIMEOUT_MS = 3000;
const JWKS_MAX_BYTES = 256 * 1024;

/** Public keys from a JWKS URL, cached for ten minutes and fetched again when an unknown key id arrives. */
export function jwksKeys(url: string, clock: Pick<Clock, 'now'>): VerificationKeys {
  let fetchedAt = Number.NEGATIVE_INFINITY;
  const keys = createRemoteJWKSet(new URL(url), {
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: JWKS_TIMEOUT_MS,
    [customFetch]: (address, options) => {
      if (clock.now() - fetchedAt < RETRY_MS) throw new Error('The JWKS could not be had a moment ago.');
      fetchedAt = clock.now();
      return boundedFetch(address, options);
    },
  });
  return {
    async verify(token, options) {
      const checks = { ...options, algorithms: ['RS256', 'ES256', 'EdDSA'] };
      try {
        return await jwtVerify(token, keys, checks);
      } catch (error) {
        if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyWithAny(token, error, checks);
        throw aboutToken(error) ? error : unavailable('The signing keys cannot be reached. Try again.', error);
      }
    },
  };
}

async function boundedFetch(address: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(address, { ...options, redirect: 'error' });
  let size = 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > JWKS_MAX_BYTES) throw new Error('The JWKS is too large.');
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: answer.status, headers: answer.headers });
}

/** A token without a key id that several keys may have signed. */
async function verifyWithAny(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  for await (const key of candidates) {
    try {
      return await jwtVerify(token, key, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

/** Whether the token is to blame, not the way to the keys. */
function aboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(
      error instanceof errors.JWKSTimeout ||
      error instanceof errors.JWKSInvalid ||
      error.code === errors.JOSEError.code
    )
  );
}

/** Shared secrets that may have signed a token: the current one and, while tokens of the previous may live, that one. */
export interface SharedSecrets {
  /** With `refresh`, asks again unless it was asked a moment ago. Throws `unavailable`. */
  get(refresh?: boolean): Promise<readonly CryptoKey[]>;
}

/** HS256 with the website's secret; a bad signature asks for a newer secret before it refuses. */
export function secretKeys(secrets: SharedSecrets): VerificationKeys {
  return {
    async verify(token, options) {
      const checks = { ...options, algorithms: ['HS256'] };
      const known = await secrets.get();
      const verified = await firstToVerify(token, known, checks);
      if (verified) return verified;
      const newer = await secrets.get(true);
      const retried = newer === known ? undefined : await firstToVerify(token, newer, checks);
      if (retried) return retried;
      throw new errors.JWSSignatureVerificationFailed();
    },
  };
}

async function firstToVerify(token: string, secrets: readonly CryptoKey[], options: JWTVerifyOptions) {
  for (const secret of secrets) {
    try {
      return await jwtVerify(token, secret, options);
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  return undefined;
}
