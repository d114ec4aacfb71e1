import { describeError } from '#core/describe-error.ts';
import type { Metric } from '#core/metrics.ts';
import type { Clock } from '#core/ports.ts';
import { cached } from './cached.ts';
import type { ParameterVersion } from './ssm-parameter.ts';
import type { SharedSecrets } from './verification-keys.ts';

/** An HS256 key is at least as long as the hash (RFC 7518, section 3.2). */
export const MIN_SECRET_BYTES = 32;

/** The structured log, for problems that fail no request. Never given a secret. */
export interface SecretsLog {
  warn(message: string, fields: Readonly<Record<string, unknown>>, counts: readonly Metric[]): void;
}

/**
 * Reads the website's secret from an SSM SecureString, at first use, and caches it for five minutes. After a rotation the previous version is
 * accepted for as long as tokens signed with it may be valid; if it can't be read, the log says why.
 */
export function ssmSecrets(
  parameter: string,
  maxLifetimeSeconds: number,
  log: SecretsLog,
  clock: Pick<Clock, 'now'>,
): SharedSecrets {
  const fetch = () => fetchSecrets(parameter, maxLifetimeSeconds, log, clock);
  return cached(fetch, "The signing key can't be reached. Try again.", clock);
}

async function fetchSecrets(parameter: string, maxLifetimeSeconds: number, log: SecretsLog, clock: Pick<Clock, 'now'>) {
  // Imported at first use, in a chunk of its own: only deployments with a shared secret need the SSM client.
  const { parameterReader } = await import('./ssm-parameter.ts');
  const readParameter = parameterReader();
  const current = await readParameter(parameter);
  const secrets = [await secretKey(current.value)];
  const previous = previousVersion(parameter, current, maxLifetimeSeconds, clock.now());
  if (previous === undefined) return secrets;
  try {
    secrets.push(await secretKey((await readParameter(previous)).value));
  } catch (error) {
    // The current secret works even if the previous version can't be read or never was a secret.
    log.warn('previous secret', { version: current.version - 1, ...describeError(error) }, []);
  }
  return secrets;
}

/** Returns the version before this one, as `name:version`, if there was one and tokens signed with it may still be in use. */
export function previousVersion(
  parameter: string,
  { version, modifiedAt }: ParameterVersion,
  maxLifetimeSeconds: number,
  now: number,
): string | undefined {
  return version > 1 && now - modifiedAt < maxLifetimeSeconds * 1000 ? `${parameter}:${version - 1}` : undefined;
}

/** Has a name of its own because the log shows no messages. */
class SecretTooShort extends Error {
  override readonly name = 'SecretTooShort';
}

/** Imports the key once, not with every token. */
function secretKey(value: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(value);
  if (bytes.byteLength < MIN_SECRET_BYTES) throw new SecretTooShort();
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}
