import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import type { TokenSettings } from '#adapters/tokens/token-settings.ts';
import { startParameterStore } from '#test/local/parameter-store.ts';
import { signers } from '#test/tokens/signers.ts';
import { startJwksServer } from './jwks-server.ts';

const SECRET = 'a secret of more than thirty-two bytes';
const NOW = Date.UTC(2026, 10, 23, 12);
const seconds = NOW / 1000;
const clock = { now: () => NOW };
/** The warnings that are logged. */
const warnings: object[] = [];
const log = { warn: (message: string, fields: object) => void warnings.push({ message, ...fields }) };
beforeEach(() => {
  warnings.length = 0;
});

const claims = {
  userId: 'sub',
  email: 'email',
  name: 'name',
  creditsPurchased: 'credits_purchased',
  supportTier: 'support_tier',
};
const settings: TokenSettings = {
  keys: { secretParameter: '/desk/secret' },
  issuer: 'https://shop.example',
  audience: ['support'],
  optionalClaims: [],
  claims,
  maxLifetimeSeconds: 86_400,
};
const payload = {
  iss: 'https://shop.example',
  aud: 'support',
  sub: 'u1',
  email: 'ada@example.com',
  credits_purchased: 100,
  iat: seconds,
  exp: seconds + 3600,
};
/** Signed as no library would. */
const [hs256] = signers;
const twice = hs256?.token({ alg: 'HS256' }, JSON.stringify(payload).replace('{', '{"sub":"u2",')) ?? '';
const refused = { refusal: 'invalid_token', headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };

async function startSharedSecret(secret = SECRET) {
  const store = await startParameterStore('/desk/secret', secret);
  onTestFinished(() => store.close());
  process.env.AWS_ENDPOINT_URL_SSM = store.endpoint;
  Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
  return store;
}

const sign = (body: JWTPayload, header: Record<string, unknown> = {}, secret = SECRET) =>
  new SignJWT(body).setProtectedHeader({ alg: 'HS256', ...header }).sign(new TextEncoder().encode(secret));

describe("a customer's token signed with a shared secret", () => {
  it('identifies the caller and what they bought', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, log, clock);
    expect(await tokens.verify(await sign({ ...payload, support_tier: 'Email (48h response)' }))).toEqual({
      issuer: 'https://shop.example',
      userId: 'u1',
      email: 'ada@example.com',
      creditsPurchased: 100,
      supportTier: 'Email (48h response)',
    });
  });

  it('counts absent credits as none', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, log, clock);
    expect(await tokens.verify(await sign({ ...payload, credits_purchased: undefined }))).toMatchObject({
      creditsPurchased: 0,
    });
    expect(await tokens.verify(await sign({ ...payload, credits_purchased: null }))).toMatchObject({
      creditsPurchased: 0,
    });
  });

  it.each([-1, -100, -0])('counts %d credits as none', async (credits) => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, log, clock);
    const token = await sign({ ...payload, credits_purchased: credits });
    expect((await tokens.verify(token)).creditsPurchased).toBe(0);
  });

  it.each([1.5, 1e-131, -0.5, 1e300, '100'])('is refused if its credits are %j', async (credits) => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, log, clock);
    await expect(tokens.verify(await sign({ ...payload, credits_purchased: credits }))).rejects.toMatchObject({
      ...refused,
      message: 'The token lacks a valid credits_purchased.',
    });
  });

  it.each<[string, () => string | Promise<string>]>([
    ['is longer than 6 KiB', () => 'x'.repeat(6145)],
    ['is not a JSON Web Token', () => 'x'.repeat(6144)],
    ['is not a JSON Web Token', () => 'a.b.c'],
    ['has the header jku, which is not accepted', () => sign(payload, { jku: 'https://evil.example' })],
    ['is of another type', () => sign(payload, { typ: 'logout+jwt' })],
    ['names a header or a claim twice', () => twice],
    ['has expired', () => sign({ ...payload, iat: seconds - 3600, exp: seconds - 31 })],
    [
      'lacks a required claim, or one does not fit this desk (exp, nbf, iat, iss, aud)',
      () => sign({ ...payload, iss: 'https://evil.example' }),
    ],
    ['is signed with an algorithm this desk does not accept', () => sign(payload, { alg: 'HS512' })],
    ['does not verify', () => sign(payload, {}, 'another secret of thirty-two bytes or more')],
    ['was issued in the future', () => sign({ ...payload, iat: seconds + 31 })],
    ['lives longer than 86400 seconds', () => sign({ ...payload, iat: seconds, exp: seconds + 86_401 })],
    ['lacks a valid sub, email', () => sign({ ...payload, sub: '', email: '' })],
  ])('is refused if it %s', async (what, make) => {
    await startSharedSecret();
    await expect(joseCustomerTokens(settings, log, clock).verify(await make())).rejects.toMatchObject({
      ...refused,
      message: `The token ${what}.`,
    });
  });

  it('has no tier unless it names one as text, and may have any type of token for an API', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, log, clock);
    expect(await tokens.verify(await sign({ ...payload, support_tier: 7 }))).not.toHaveProperty('supportTier');
    for (const typ of ['JWT', 'jwt', 'at+jwt', 'application/at+jwt']) {
      await expect(tokens.verify(await sign(payload, { typ }))).resolves.toMatchObject({ userId: 'u1' });
    }
  });

  it('without exp, where the settings allow it, is valid for the longest lifetime from iat', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens({ ...settings, optionalClaims: ['exp'] }, log, clock);
    const { exp: _, ...endless } = payload;
    const issued = (age: number) => sign({ ...endless, iat: seconds - age });
    await expect(tokens.verify(await issued(86_400 + 29))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await issued(86_400 + 30))).rejects.toMatchObject({ message: 'The token has expired.' });
    const timeless = joseCustomerTokens({ ...settings, optionalClaims: ['exp', 'iat'] }, log, clock);
    const { iat: __, ...bare } = endless;
    await expect(timeless.verify(await sign(bare))).resolves.toMatchObject({ userId: 'u1' });
  });

  it('may lack only the claims that the settings opted out of', async () => {
    await startSharedSecret();
    const open = { ...settings, issuer: null, audience: [], optionalClaims: ['iss', 'aud', 'iat'] } as const;
    const tokens = joseCustomerTokens(open, log, clock);
    const { iss: _i, aud: _a, iat: _t, ...bare } = payload;
    expect(await tokens.verify(await sign(bare))).toMatchObject({ issuer: '', userId: 'u1' });
    await expect(tokens.verify(await sign({ ...bare, exp: seconds + 86_400 }))).resolves.toBeDefined();
    await expect(tokens.verify(await sign({ ...bare, exp: seconds + 86_431 }))).rejects.toMatchObject(refused);
    const { exp: _e, ...endless } = bare;
    await expect(tokens.verify(await sign(endless))).rejects.toMatchObject(refused);
  });

  it('is read by the claim names of the settings', async () => {
    await startSharedSecret();
    const named = {
      ...settings,
      claims: { ...claims, userId: 'uid', creditsPurchased: 'https://shop.example/credits' },
    };
    const token = await sign({ ...payload, uid: 'u2', 'https://shop.example/credits': 7 });
    expect(await joseCustomerTokens(named, log, clock).verify(token)).toMatchObject({
      userId: 'u2',
      creditsPurchased: 7,
    });
  });

  it("is neither accepted nor refused while the secret can't be reached, or is too short", async () => {
    const store = await startSharedSecret();
    store.close();
    const token = await sign(payload);
    const unavailable = { refusal: 'unavailable', message: "The signing key can't be reached. Try again." };
    await expect(joseCustomerTokens(settings, log, clock).verify(token)).rejects.toMatchObject(unavailable);
    await startSharedSecret('short');
    await expect(joseCustomerTokens(settings, log, clock).verify(token)).rejects.toMatchObject({
      ...unavailable,
      cause: { name: 'SecretTooShort' },
    });
  });
});

describe('rotating the shared secret', () => {
  const NEXT = 'the next secret, of more than thirty-two bytes';
  const HOUR = 3_600_000;
  const anyStack = expect.any(Array);

  async function setUp() {
    const store = await startSharedSecret();
    const time = { now: NOW };
    const tokens = joseCustomerTokens(settings, log, { now: () => time.now });
    const at = (milliseconds: number) => ({ ...payload, iat: milliseconds / 1000, exp: milliseconds / 1000 + 3600 });
    return { store, time, tokens, at };
  }

  it('accepts tokens of the new secret at once, and of the previous one for as long as they may be valid', async () => {
    const { store, time, tokens, at } = await setUp();
    await tokens.verify(await sign(at(NOW)));
    store.put(NEXT, NOW);
    time.now += 31_000;
    await expect(tokens.verify(await sign(at(time.now), {}, NEXT))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await sign(at(time.now)))).resolves.toMatchObject({ userId: 'u1' });
    time.now += 24 * HOUR;
    await expect(tokens.verify(await sign(at(time.now)))).rejects.toMatchObject(refused);
    await expect(tokens.verify(await sign(at(time.now), {}, NEXT))).resolves.toMatchObject({ userId: 'u1' });
  });

  it('accepts the new secret although the previous one was too short', async () => {
    const store = await startSharedSecret('short');
    store.put(NEXT, NOW);
    const tokens = joseCustomerTokens(settings, log, clock);
    await expect(tokens.verify(await sign(payload, {}, NEXT))).resolves.toMatchObject({ userId: 'u1' });
    const foreign = await sign(payload, {}, 'a secret that the desk does not know');
    await expect(tokens.verify(foreign)).rejects.toMatchObject(refused);
    expect(warnings).toEqual([{ message: 'previous secret', version: 1, error: 'SecretTooShort', stack: anyStack }]);
  });

  it('accepts the new secret although the previous one can’t be read, and logs why, without either secret', async () => {
    const store = await startSharedSecret();
    store.refuseVersions();
    store.put(NEXT, NOW);
    const tokens = joseCustomerTokens(settings, log, clock);
    await expect(tokens.verify(await sign(payload, {}, NEXT))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await sign(payload))).rejects.toMatchObject(refused);
    expect(warnings).toEqual([
      { message: 'previous secret', version: 1, error: 'AccessDeniedException', stack: anyStack },
    ]);
  });

  it('logs nothing if nothing is wrong', async () => {
    const store = await startSharedSecret();
    store.put(NEXT, NOW);
    await joseCustomerTokens(settings, log, clock).verify(await sign(payload));
    expect(warnings).toEqual([]);
  });

  it('fetches the secret at most once in 30 seconds, however many bad signatures arrive', async () => {
    const { store, tokens, at } = await setUp();
    const forged = await sign(at(NOW), {}, 'a secret that the desk does not know');
    for (let call = 0; call < 5; call += 1) await expect(tokens.verify(forged)).rejects.toMatchObject(refused);
    expect(store.requests()).toBe(1);
  });

  it('fetches the previous secret only if there was one that may have signed', async () => {
    const { store, tokens, at } = await setUp();
    await tokens.verify(await sign(at(NOW)));
    expect(store.requests()).toBe(1);
  });

  it('accepts a secret of thirty-two bytes, but not of thirty-one', async () => {
    await startSharedSecret('x'.repeat(32));
    const token = await sign(payload, {}, 'x'.repeat(32));
    await expect(joseCustomerTokens(settings, log, clock).verify(token)).resolves.toMatchObject({ userId: 'u1' });
    await startSharedSecret('x'.repeat(31));
    await expect(joseCustomerTokens(settings, log, clock).verify(token)).rejects.toMatchObject({
      refusal: 'unavailable',
    });
  });

  it('goes on for an hour with the secret it has while the store is unreachable', async () => {
    const { store, time, tokens, at } = await setUp();
    await tokens.verify(await sign(at(NOW)));
    store.close();
    time.now += HOUR;
    await expect(tokens.verify(await sign(at(time.now)))).resolves.toMatchObject({ userId: 'u1' });
  });
});

describe.each(['RS256', 'ES256', 'EdDSA'])("a customer's token signed with %s", (alg) => {
  let pair: CryptoKeyPair;
  beforeAll(async () => {
    pair = (await generateKeyPair(alg, { extractable: true })) as CryptoKeyPair;
  });
  const signed = (key: CryptoKey, header: Record<string, unknown> = {}, body: JWTPayload = payload) =>
    new SignJWT(body).setProtectedHeader({ alg, kid: 'k1', ...header }).sign(key);

  async function setUp(now = { value: NOW }) {
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg, use: 'sig' };
    const server = await startJwksServer(() => [jwk]);
    onTestFinished(server.close);
    const tokens = joseCustomerTokens({ ...settings, keys: { jwksUrl: server.url } }, log, { now: () => now.value });
    return { server, tokens, jwk, now };
  }

  it('is verified with the published key, fetched once', async () => {
    const { server, tokens } = await setUp();
    for (let call = 0; call < 3; call += 1) {
      expect(await tokens.verify(await signed(pair.privateKey))).toMatchObject({ userId: 'u1' });
    }
    expect(server.requests()).toBe(1);
  });

  it('is refused when signed with another key or any unknown kid, with a single fetch', async () => {
    const { server, tokens } = await setUp();
    const other = (await generateKeyPair(alg)) as CryptoKeyPair;
    await expect(tokens.verify(await signed(other.privateKey))).rejects.toMatchObject(refused);
    for (const kid of ['k2', '../../etc/passwd', 'x'.repeat(4000)]) {
      await expect(tokens.verify(await signed(pair.privateKey, { kid }))).rejects.toMatchObject(refused);
    }
    expect(server.requests()).toBe(1);
  });

  it.each([
    ['an error', 500, 'no'],
    ['a page', 200, '<html>'],
    ['another document', 200, '{}'],
    ['a huge document', 200, `{"keys":[],"x":"${'x'.repeat(300_000)}"}`],
    ['a redirect', 302, ''],
    ['an error with keys in it', 500, '{"keys":[]}'],
  ])('is neither accepted nor refused while the JWKS server returns %s', async (_, status, body) => {
    const { server, tokens } = await setUp();
    server.answerWith(status, body);
    const token = await signed(pair.privateKey);
    for (let call = 0; call < 3; call += 1) {
      await expect(tokens.verify(token)).rejects.toMatchObject({
        refusal: 'unavailable',
        message: "The signing keys can't be reached. Try again.",
        headers: { 'retry-after': '5' },
      });
    }
    expect(server.requests()).toBe(1);
  });

  it('is accepted again five seconds after the JWKS server is back', async () => {
    const { server, tokens, jwk, now } = await setUp();
    server.answerWith(500, '');
    const token = await signed(pair.privateKey);
    await expect(tokens.verify(token)).rejects.toMatchObject({ refusal: 'unavailable' });
    server.answerWith(200, JSON.stringify({ keys: [jwk] }));
    now.value += 5000;
    await expect(tokens.verify(token)).resolves.toMatchObject({ userId: 'u1' });
  });

  it('is neither accepted nor refused while nothing listens at the URL of the keys', async () => {
    const { server, tokens } = await setUp();
    server.close();
    await expect(tokens.verify(await signed(pair.privateKey))).rejects.toMatchObject({ refusal: 'unavailable' });
  });

  it('is verified with the cached keys while the JWKS server is down', async () => {
    const { server, tokens, now } = await setUp();
    await tokens.verify(await signed(pair.privateKey));
    server.answerWith(500, '');
    now.value += 600_000;
    await expect(tokens.verify(await signed(pair.privateKey))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await signed(pair.privateKey, { kid: 'k2' }))).rejects.toMatchObject(refused);
    expect(server.requests()).toBe(2);
  });

  it('with a bad signature fetches newer keys at most once in thirty seconds', async () => {
    const { server, tokens, now } = await setUp();
    const other = (await generateKeyPair(alg)) as CryptoKeyPair;
    await tokens.verify(await signed(pair.privateKey));
    for (const fetches of [2, 3]) {
      now.value += 30_000;
      for (let bad = 0; bad < 3; bad += 1) {
        await expect(tokens.verify(await signed(other.privateKey))).rejects.toMatchObject(refused);
      }
      expect(server.requests()).toBe(fetches);
    }
  });

  it.each([
    ['without key ids', {}],
    ['under the old key id', { kid: 'k1' }],
  ])('is verified with a new key that is published %s as soon as the keys may be fetched again', async (_, name) => {
    const { server, tokens, jwk, now } = await setUp();
    const { kid: __, ...nameless } = jwk;
    server.answerWith(200, JSON.stringify({ keys: [{ ...nameless, ...name }] }));
    const by = (key: CryptoKey) => new SignJWT(payload).setProtectedHeader({ alg, ...name }).sign(key);
    await tokens.verify(await by(pair.privateKey));
    const next = (await generateKeyPair(alg)) as CryptoKeyPair;
    server.answerWith(200, JSON.stringify({ keys: [{ ...(await exportJWK(next.publicKey)), alg, ...name }] }));
    now.value += 31_000;
    await expect(tokens.verify(await by(next.privateKey))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await by(pair.privateKey))).rejects.toMatchObject(refused);
    expect(server.requests()).toBe(2);
  });

  it('is verified for an hour with the keys that were fetched last, and after that neither accepted nor refused', async () => {
    const { server, tokens, now } = await setUp();
    await tokens.verify(await signed(pair.privateKey));
    server.answerWith(500, '');
    now.value += 3_599_000;
    const body = { ...payload, exp: seconds + 8 * 3600 };
    await expect(tokens.verify(await signed(pair.privateKey, {}, body))).resolves.toMatchObject({ userId: 'u1' });
    now.value += 31_000;
    const verifying = tokens.verify(await signed(pair.privateKey, {}, body));
    await expect(verifying).rejects.toMatchObject({ refusal: 'unavailable' });
  });

  it('without a key id is verified with each key that may have signed it', async () => {
    const { server, tokens, jwk } = await setUp();
    const other = (await generateKeyPair(alg)) as CryptoKeyPair;
    const stranger = (await generateKeyPair(alg)) as CryptoKeyPair;
    server.answerWith(200, JSON.stringify({ keys: [{ ...(await exportJWK(other.publicKey)), alg, kid: 'k0' }, jwk] }));
    const by = (key: CryptoKey, body: JWTPayload = payload) => new SignJWT(body).setProtectedHeader({ alg }).sign(key);
    await expect(tokens.verify(await by(pair.privateKey))).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await by(stranger.privateKey))).rejects.toMatchObject(refused);
    const expired = await by(other.privateKey, { ...payload, iat: seconds - 3600, exp: seconds - 60 });
    await expect(tokens.verify(expired)).rejects.toMatchObject({ message: 'The token has expired.' });
  });

  it('is refused for unknown key ids with one fetch in thirty seconds', async () => {
    const { server, tokens, now } = await setUp();
    await tokens.verify(await signed(pair.privateKey));
    for (const fetches of [2, 3]) {
      now.value += 30_000;
      for (const kid of ['k2', 'k3', 'k4']) {
        await expect(tokens.verify(await signed(pair.privateKey, { kid }))).rejects.toMatchObject({
          message: 'The token is signed with a key this desk does not know.',
        });
      }
      expect(server.requests()).toBe(fetches);
    }
  });

  it('is verified with a new key at once, and no longer with a withdrawn one', async () => {
    const { server, tokens, now } = await setUp();
    await tokens.verify(await signed(pair.privateKey));
    const next = (await generateKeyPair(alg)) as CryptoKeyPair;
    const jwk = { ...(await exportJWK(next.publicKey)), kid: 'k2', alg };
    server.answerWith(200, JSON.stringify({ keys: [jwk] }));
    now.value += 31_000;
    const rotated = await signed(next.privateKey, { kid: 'k2' });
    await expect(tokens.verify(rotated)).resolves.toMatchObject({ userId: 'u1' });
    await expect(tokens.verify(await signed(pair.privateKey))).rejects.toMatchObject(refused);
    expect(server.requests()).toBe(2);
  });
});

it.concurrent.for([
  ['does not respond', ''],
  ['stops in the middle', '{"keys":['],
])(
  'a request to a JWKS server that %s times out after three seconds',
  async ([, said = ''], { expect, onTestFinished }) => {
    const { privateKey } = await generateKeyPair('ES256');
    const server = await startJwksServer(() => []);
    onTestFinished(server.close);
    server.fallSilent(said);
    const tokens = joseCustomerTokens({ ...settings, keys: { jwksUrl: server.url } }, log, clock);
    const token = await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
    await expect(tokens.verify(token)).rejects.toMatchObject({ refusal: 'unavailable' });
  },
);

it('a key on another curve does not match the algorithm, even with the right key id', async () => {
  const { privateKey } = await generateKeyPair('ES256');
  const { publicKey } = await generateKeyPair('ES384', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1' };
  const server = await startJwksServer(() => [jwk]);
  onTestFinished(server.close);
  const tokens = joseCustomerTokens({ ...settings, keys: { jwksUrl: server.url } }, log, clock);
  const token = await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'k1' }).sign(privateKey);
  await expect(tokens.verify(token)).rejects.toMatchObject(refused);
});
