import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { examineSigningKeys } from '#bin/doctor/examine-signing-keys.ts';
import { startJwksServer } from '#test/adapters/tokens/jwks-server.ts';
import { startDesk } from '#test/local/desk.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { localSettings, TOKEN_SECRET_PARAMETER } from '#test/local/settings.ts';

let jwks: Awaited<ReturnType<typeof startJwksServer>>;
let keys: unknown[];
beforeEach(async () => {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  keys = [await exportJWK(publicKey)];
  jwks = await startJwksServer(() => keys);
});
afterEach(() => jwks.close());

/** As a deployer's would be, but for the scheme, which the settings do not let pass. */
const settings = () => {
  const { jwtSecretParameter: _, ...rest } = localSettings('https://www.example.com/pricing');
  return { ...rest, jwtJwksUrl: jwks.url };
};

/** The first finding: nothing responds in place of the desk. */
const found = async () => (await examineSigningKeys('http://127.0.0.1:1', settings(), 'eu-central-1'))[0];

it('counts the keys that tokens may be signed with', async () => {
  expect(await found()).toMatchObject({ state: 'ok', seen: `1 at ${jwks.url}` });
});

it.each([
  ['a page that is not there', () => jwks.answerWith(404, ''), 'The JWKS request failed with status 404.'],
  ['a redirect', () => jwks.answerWith(302, ''), 'The JWKS request failed with status 302.'],
  ['what is no JSON', () => jwks.answerWith(200, '<html>'), 'JSON'],
  ['what is no key set', () => jwks.answerWith(200, '{}'), 'JSON Web Key Set malformed'],
  [
    'a set for encrypting',
    () => (keys = keys.map((key) => ({ ...(key as object), use: 'enc' }))),
    'None of the 1 keys',
  ],
  ['an empty set', () => (keys = []), 'None of the 0 keys'],
])('tells %s', async (_, change, seen) => {
  change();
  expect(await found()).toMatchObject({ state: 'missing', seen: expect.stringContaining(seen) });
  expect((await found())?.todo).toContain('correct the setting "jwtJwksUrl"');
});

it('tells that the functions cannot have the keys although they are to be had from here', async () => {
  const desk = await startDesk({ settings: { jwtSecretParameter: '/no/secret' } });
  const [fromHere, fromThere] = await examineSigningKeys(desk.url, settings(), 'eu-central-1');
  await desk.close();
  expect(fromHere?.state).toBe('ok');
  expect(fromThere).toMatchObject({ state: 'missing', seen: 'The functions can’t reach the signing keys (503).' });
});

describe('after a rotation of the shared secret', () => {
  const HOUR_MS = 3_600_000;
  const secret = localSettings('https://www.example.com/pricing');

  async function startStore() {
    const store = await startParameterStore(TOKEN_SECRET_PARAMETER, 'the secret before, of thirty-two bytes');
    onTestFinished(store.close);
    return store;
  }

  /** Returns the doctor's finding on a secret that was replaced that many hours ago; the functions may read it if `readable`. */
  async function foundAfter(hours: number, readable: boolean) {
    const rotatedAt = Math.floor(Date.now() / 1000) * 1000 - hours * HOUR_MS;
    const [ours, theirs] = [await startStore(), await startStore()];
    for (const store of [ours, theirs]) store.put('the secret now, of thirty-two bytes and more', rotatedAt);
    if (!readable) theirs.refuseVersions();
    vi.stubEnv('AWS_ENDPOINT_URL_SSM', ours.endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    onTestFinished(() => void vi.unstubAllEnvs());
    const lines: string[] = [];
    const desk = await startDesk({
      between: async (engines) => ({ seenBy: () => ({ ...engines, ssm: theirs.endpoint }) }),
      onLog: (line) => lines.push(line),
    });
    const findings = await examineSigningKeys(desk.url, secret, 'eu-central-1');
    await desk.close();
    const until = new Date(rotatedAt + secret.jwtMaxLifetimeSeconds * 1000).toISOString();
    return { findings, until, log: lines.filter((line) => line.includes('previous secret')) };
  }

  it('says how long tokens of the previous one are accepted', async () => {
    const { findings, until, log } = await foundAfter(1, true);
    expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok']);
    expect(findings[2]?.seen).toBe(`tokens signed with it are accepted until ${until}`);
    expect(log).toEqual([]);
  });

  it('tells that the functions may not read the previous one, which their log says, too', async () => {
    const { findings, until, log } = await foundAfter(1, false);
    expect(findings[2]).toMatchObject({
      about: 'Previous secret',
      state: 'missing',
      seen: `A token signed with it, which should be accepted until ${until}, got the response 401.`,
    });
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'WARN', message: 'previous secret', version: 1, error: 'AccessDeniedException' },
    ]);
  });

  it('finds nothing once tokens of the previous one have expired', async () => {
    expect((await foundAfter(25, false)).findings.map(({ about }) => about)).toEqual([
      'Signing keys',
      'Customers’ tokens',
    ]);
  });
});
