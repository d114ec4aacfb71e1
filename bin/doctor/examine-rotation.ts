import { parameterReader } from '#adapters/tokens/ssm-parameter.ts';
import { MIN_SECRET_BYTES, previousVersion } from '#adapters/tokens/ssm-secrets.ts';
import type { Settings } from '#lib/settings.ts';
import { examine, type Finding, missing, ok } from './finding.ts';
import { ownToken } from './own-token.ts';
import { request } from './request.ts';

const ABOUT = 'Previous secret';

/**
 * Examines whether the functions may read the secret that was replaced last, while tokens signed with it may still be in use: they are asked about one.
 * Finds nothing if there was no such secret.
 */
export const examineRotation = (
  url: string,
  settings: Settings,
  parameter: string,
  region: string,
): Promise<readonly Finding[]> =>
  examine(ABOUT, 'ssm:GetParameter and kms:Decrypt', async () => {
    const read = parameterReader({ region });
    const current = await read(parameter);
    const name = previousVersion(parameter, current, settings.jwtMaxLifetimeSeconds, Date.now());
    const key = name === undefined ? undefined : Buffer.from((await read(name)).value);
    if (!key || key.byteLength < MIN_SECRET_BYTES) return [];
    return askAbout(url, await ownToken(settings, { alg: 'HS256', key }, 0), until(current.modifiedAt, settings));
  });

const until = (rotatedAt: number, { jwtMaxLifetimeSeconds }: Settings): string =>
  new Date(rotatedAt + jwtMaxLifetimeSeconds * 1000).toISOString();

/** A known customer without credits is forbidden; a token that doesn't verify is unauthorized. */
async function askAbout(url: string, token: string, end: string): Promise<Finding> {
  const { status } = await request(`${url}/api/support/access`, { authorization: `Bearer ${token}` });
  if (status === 403) return ok(ABOUT, `tokens signed with it are accepted until ${end}`);
  return missing(
    ABOUT,
    `A token signed with it, which should be accepted until ${end}, got the response ${status}.`,
    'Read the line "previous secret" in the log of check-access: it says why the functions can’t read it. Customers whose tokens are older than the rotation have to sign in again.',
  );
}
