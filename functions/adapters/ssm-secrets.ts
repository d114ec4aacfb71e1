import { unavailable } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import { patience } from './dynamo-client.ts';
import type { SharedSecrets } from './verification-keys.ts';

const FRESH_MS = 300_000;
/** At most one forced refresh in this time: bad signatures must not hammer SSM. */
const COOLDOWN_MS = 30_000;
/** RFC 7518, section 3.2: an HS256 key has at least the size of the hash. */
const MIN_SECRET_BYTES = 32;

/**
 * The website's secret from an SSM SecureString, fetched at first use and cached for five minutes. After a rotation the
 * previous version is accepted as long as tokens signed with it may live.
 */
export function ssmSecrets(parameter: string, maxLifetimeSeconds: number, clock: Pick<Clock, 'now'>): SharedSecrets {
  let cached: { readonly at: number; readonly secrets: Promise<readonly Uint8Array[]> } | undefined;
  return {
    get(refresh = false) {
      const age = cached ? clock.now() - cached.at : Number.POSITIVE_INFINITY;
      if (cached && age < (refresh ? COOLDOWN_MS : FRESH_MS)) return cached.secrets;
      const previous = cached?.secrets;
      const secrets = fetchSecrets(parameter, maxLifetimeSeconds, clock).catch((error: unknown) => {
        if (previous) return previous;
        cached = undefined;
        throw unavailable('The signing key cannot be reached. Try again.', error);
      });
      cached = { at: clock.now(), secrets };
      return secrets;
    },
  };
}

async function fetchSecrets(parameter: string, maxLifetimeSeconds: number, clock: Pick<Clock, 'now'>) {
  // Imported at first use: only deployments with a shared secret need it.
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  const client = new SSMClient(patience);
  const read = async (Name: string) => {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter ?? {};
  };
  const { Value, Version = 1, LastModifiedDate } = await read(parameter);
  const secrets = [secretBytes(Value)];
  const age = LastModifiedDate ? clock.now() - LastModifiedDate.getTime() : Number.POSITIVE_INFINITY;
  if (Version > 1 && age < maxLifetimeSeconds * 1000) {
    const previous = await read(`${parameter}:${Version - 1}`);
    secrets.push(secretBytes(previous.Value));
  }
  return secrets;
}

function secretBytes(value: string | undefined): Uint8Array {
  const bytes = new TextEncoder().encode(value ?? '');
  if (bytes.byteLength < MIN_SECRET_BYTES)
    throw new Error(`The token secret has fewer than ${MIN_SECRET_BYTES} bytes.`);
  return bytes;
}
