import { exportJWK, generateKeyPair } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { examineSigningKeys } from '../../bin/doctor/examine-signing-keys.ts';
import { startJwksServer } from '../adapters/jwks-server.ts';
import { startDesk } from '../local/desk.ts';
import { localSettings } from '../local/settings.ts';

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

/** The first finding: nothing answers for the desk itself. */
const found = async () => (await examineSigningKeys('http://127.0.0.1:1', settings(), 'eu-central-1'))[0];

it('counts the keys that tokens may be signed with', async () => {
  expect(await found()).toMatchObject({ state: 'ok', seen: `1 at ${jwks.url}` });
});

it.each([
  ['a page that is not there', () => jwks.answerWith(404, ''), 'The JWKS was answered with 404.'],
  ['a redirect', () => jwks.answerWith(302, ''), 'The JWKS was answered with 302.'],
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
  expect((await found())?.todo).toContain('mend the setting "jwtJwksUrl"');
});

it('tells that the functions cannot have the keys although they are to be had from here', async () => {
  const desk = await startDesk({ settings: { jwtSecretParameter: '/no/secret' } });
  const [fromHere, fromThere] = await examineSigningKeys(desk.url, settings(), 'eu-central-1');
  await desk.close();
  expect(fromHere?.state).toBe('ok');
  expect(fromThere).toMatchObject({ state: 'missing', seen: 'The functions cannot reach the signing keys (503).' });
});
