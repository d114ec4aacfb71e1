import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import { unavailable } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { cached } from './cached.ts';
import { fetchJwks } from './fetch-jwks.ts';

/** Verifies signatures in one mode. Throws jose's errors for bad tokens, `unavailable` when the keys cannot be had. */
export interface VerificationKeys {
  verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult>;
}

/**
 * Public keys from a JWKS URL; an unknown key id or a bad signature asks for newer ones before it refuses: not every set has key ids, and a
 * new key may have the old one's. A key that a fetched set lacks is gone at once.
 */
export function jwksKeys(url: string, clock: Pick<Clock, 'now'>): VerificationKeys {
  const jwks = cached(() => fetchJwks(url), 'The signing keys cannot be reached. Try again.', clock);
  return {
    async verify(token, options) {
      const checks = { ...options, algorithms: ['RS256', 'ES256', 'EdDSA'] };
      const known = await jwks();
      try {
        return await verifyWithOne(token, known, checks);
      } catch (error) {
        if (!mayBeOfNewerKey(error)) throw error;
        const newer = await jwks(true);
        if (newer === known) throw error;
        return verifyWithOne(token, newer, checks);
      }
    },
  };
}

const mayBeOfNewerKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;

async function verifyWithOne(
  token: string,
  keys: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, keys, options);
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyWithAny(token, error, options);
    throw error instanceof errors.JOSEError ? error : unavailable('A signing key cannot be used. Try again.', error);
  }
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

/** Secrets that may have signed a token: the current one and, while tokens of the previous may live, that one. */
export type SharedSecrets = ReturnType<typeof cached<readonly CryptoKey[]>>;

/** HS256 with the website's secret; a bad signature asks for a newer secret before it refuses. */
export function secretKeys(secrets: SharedSecrets): VerificationKeys {
  return {
    async verify(token, options) {
      const checks = { ...options, algorithms: ['HS256'] };
      const known = await secrets();
      const verified = await firstToVerify(token, known, checks);
      if (verified) return verified;
      const newer = await secrets(true);
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
