import type { Clock } from '../core/ports.ts';
import { kept } from './kept.ts';
import type { SharedSecrets } from './verification-keys.ts';

/** RFC 7518, section 3.2: an HS256 key has at least the size of the hash. */
export const MIN_SECRET_BYTES = 32;

/**
 * The website's secret from an SSM SecureString, fetched at first use and cached for five minutes. After a rotation the
 * previous version is accepted as long as tokens signed with it may live.
 */
export function ssmSecrets(parameter: string, maxLifetimeSeconds: number, clock: Pick<Clock, 'now'>): SharedSecrets {
  const fetch = () => fetchSecrets(parameter, maxLifetimeSeconds, clock);
  return kept(fetch, 'The signing key cannot be reached. Try again.', clock);
}

async function fetchSecrets(parameter: string, maxLifetimeSeconds: number, clock: Pick<Clock, 'now'>) {
  // Imported at first use, in a chunk of its own: only deployments with a shared secret need the SSM client.
  const { parameterReader } = await import('./ssm-parameter.ts');
  const readParameter = parameterReader();
  const { value, version, modifiedAt } = await readParameter(parameter);
  const secrets = [await secretKey(value)];
  if (version > 1 && clock.now() - modifiedAt < maxLifetimeSeconds * 1000) {
    // An older version that cannot be had, or never was a secret, must not take the current one away.
    const previous = await readParameter(`${parameter}:${version - 1}`)
      .then(({ value: older }) => secretKey(older))
      .catch(() => undefined);
    if (previous) secrets.push(previous);
  }
  return secrets;
}

/** Named for the log, which shows no messages. */
class SecretTooShort extends Error {
  override readonly name = 'SecretTooShort';
}

/** Imported once, not with every token. */
function secretKey(value: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(value);
  if (bytes.byteLength < MIN_SECRET_BYTES) throw new SecretTooShort();
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}
