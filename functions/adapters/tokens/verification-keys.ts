import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, type JWTVerifyResult, jwtVerify } from 'jose';
import { unavailable } from '#core/errors.ts';
import type { Clock } from '#core/ports.ts';
import { cached } from './cached.ts';
import { fetchJwks } from './fetch-jwks.ts';

/**
 * Verifies signatures, either with public keys or with a shared secret. Throws jose's errors for bad tokens, `unavailable` when the keys can't be
 * fetched.
 */
export interface VerificationKeys {
  verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult>;
}

/**
 * Verifies with public keys from a JWKS URL. An unknown key id or a bad signature fetches the keys again before the token is refused: not every set
 * has key ids, and a new key may reuse an old id. A key missing from a fetched set is no longer accepted.
 */
export function jwksKeys(url: string, clock: Pick<Clock, 'now'>): VerificationKeys {
  const jwks = cached(() => fetchJwks(url), "The signing keys can't be reached. Try again.", clock);
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
    throw error instanceof errors.JOSEError ? error : unavailable("A signing key can't be used. Try again.", error);
  }
}

/** Verifies a token that has no key id and may be signed with any of several keys. */
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

/** The secrets that may have signed a token: the current one and, while its tokens may still be valid, the previous one. */
export type SharedSecrets = ReturnType<typeof cached<readonly CryptoKey[]>>;

/** Verifies HS256 with the website's secret; a bad signature fetches the secret again before the token is refused. */
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
