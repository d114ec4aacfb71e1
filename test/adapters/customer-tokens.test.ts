import { base64url, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { joseCustomerTokens } from '../../functions/adapters/jose-customer-tokens.ts';
import type { TokenSettings } from '../../functions/adapters/token-settings.ts';
import { startParameterStore } from '../local/parameter-store.ts';
import { startJwksServer } from './jwks-server.ts';

const SECRET = 'a secret of more than thirty-two bytes';
const NOW = Date.UTC(2026, 10, 23, 12);
const seconds = NOW / 1000;
const clock = { now: () => NOW };

const claims = { userId: 'sub', email: 'email', creditsPurchased: 'credits_purchased', supportTier: 'support_tier' };
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

const without = (claim: string) => Object.fromEntries(Object.entries(payload).filter(([name]) => name !== claim));

describe("a customer's token signed with a shared secret", () => {
  it('says who is calling and what they bought', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, clock);
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
    const tokens = joseCustomerTokens(settings, clock);
    expect(await tokens.verify(await sign(without('credits_purchased')))).toMatchObject({ creditsPurchased: 0 });
    expect(await tokens.verify(await sign({ ...payload, credits_purchased: null }))).toMatchObject({
      creditsPurchased: 0,
    });
  });

  it.each<[string, JWTPayload]>([
    ['expired beyond the tolerance', { ...payload, iat: seconds - 3600, exp: seconds - 30 }],
    ['not yet valid', { ...payload, nbf: seconds + 31 }],
    ['issued in the future', { ...payload, iat: seconds + 31 }],
    ['living too long', { ...payload, exp: seconds + 86_401 }],
    ['with a fractional-year exp as text', { ...payload, exp: '2027' as unknown as number }],
    ['of another issuer', { ...payload, iss: 'https://evil.example' }],
    ['for another audience', { ...payload, aud: ['other'] }],
    ['without exp', without('exp')],
    ['without iat', without('iat')],
    ['without iss', without('iss')],
    ['without aud', without('aud')],
    ['without sub', without('sub')],
    ['with an empty sub', { ...payload, sub: '' }],
    ['with a numeric sub', { ...payload, sub: 7 as unknown as string }],
    ['with a sub of 129 characters', { ...payload, sub: 'x'.repeat(129) }],
    ['without email', without('email')],
    ['with an email that is none', { ...payload, email: 'nobody' }],
    ['with a line break in the email', { ...payload, email: 'a@example.com\nBcc: b@example.com' }],
    ['with credits as text', { ...payload, credits_purchased: '100' }],
    ['with negative credits', { ...payload, credits_purchased: -1 }],
  ])('is refused when %s', async (_, body) => {
    await startSharedSecret();
    await expect(joseCustomerTokens(settings, clock).verify(await sign(body))).rejects.toMatchObject(refused);
  });

  it('is accepted up to the tolerance of thirty seconds', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, clock);
    await expect(
      tokens.verify(await sign({ ...payload, iat: seconds - 3600, exp: seconds - 29 })),
    ).resolves.toBeDefined();
    await expect(
      tokens.verify(await sign({ ...payload, iat: seconds + 30, nbf: seconds + 30 })),
    ).resolves.toBeDefined();
  });

  it.each(['jwk', 'jku', 'x5u', 'crit', 'b64'])('is refused with the header %s', async (name) => {
    await startSharedSecret();
    const token = await sign(payload);
    const header = base64url.encode(JSON.stringify({ alg: 'HS256', [name]: name === 'b64' ? false : ['x'] }));
    const forged = [header, ...token.split('.').slice(1)].join('.');
    await expect(joseCustomerTokens(settings, clock).verify(forged)).rejects.toMatchObject(refused);
  });

  it('is refused when unsigned, foreign, of another algorithm, of another type, too long or no token', async () => {
    await startSharedSecret();
    const tokens = joseCustomerTokens(settings, clock);
    const [, body = ''] = (await sign(payload)).split('.');
    const bad = [
      `${base64url.encode('{"alg":"none"}')}.${body}.`,
      await sign(payload, {}, 'another secret of thirty-two bytes or more'),
      await sign(payload, { alg: 'HS512' }),
      await sign(payload, { typ: 'secevent+jwt' }),
      await sign({ ...payload, filler: 'x'.repeat(8192) }),
      '',
      'a.b',
      'a.b.c',
      '....',
      `${await sign(payload)}=`,
      `${await sign(payload)}.`,
      `${await sign(payload)}.${body}`,
      `${await sign(payload)}\n`,
      (await sign(payload)).replace('.', '+.'),
    ];
    for (const token of bad) await expect(tokens.verify(token)).rejects.toMatchObject(refused);
  });

  it('may lack the claims that the settings opted out of, and no other', async () => {
    await startSharedSecret();
    const open = { ...settings, issuer: null, audience: [], optionalClaims: ['iss', 'aud', 'iat'] } as const;
    const tokens = joseCustomerTokens(open, clock);
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
    expect(await joseCustomerTokens(named, clock).verify(token)).toMatchObject({ userId: 'u2', creditsPurchased: 7 });
  });

  it('is neither accepted nor refused while the secret cannot be reached, or is too short to be one', async () => {
    const store = await startSharedSecret();
    store.close();
    const token = await sign(payload);
    await expect(joseCustomerTokens(settings, clock).verify(token)).rejects.toMatchObject({ refusal: 'unavailable' });
    await startSharedSecret('short');
    await expect(joseCustomerTokens(settings, clock).verify(token)).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});

describe('rotating the shared secret', () => {
  const NEXT = 'the next secret, of more than thirty-two bytes';
  const HOUR = 3_600_000;

  async function setUp() {
    const store = await startSharedSecret();
    const time = { now: NOW };
    const tokens = joseCustomerTokens(settings, { now: () => time.now });
    const at = (milliseconds: number) => ({ ...payload, iat: milliseconds / 1000, exp: milliseconds / 1000 + 3600 });
    return { store, time, tokens, at };
  }

  it('accepts tokens of the new secret at once, and of the previous one as long as they may live', async () => {
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

  it('accepts the new secret although the previous one was too short to be one', async () => {
    const store = await startSharedSecret('short');
    store.put(NEXT, NOW);
    const tokens = joseCustomerTokens(settings, clock);
    await expect(tokens.verify(await sign(payload, {}, NEXT))).resolves.toMatchObject({ userId: 'u1' });
  });

  it('asks at most once in 30 seconds, however many bad signatures arrive', async () => {
    const { store, tokens, at } = await setUp();
    const forged = await sign(at(NOW), {}, 'a secret that the desk never heard of');
    for (let call = 0; call < 5; call += 1) await expect(tokens.verify(forged)).rejects.toMatchObject(refused);
    expect(store.requests()).toBe(1);
  });

  it('goes on with the secret it knows while the store is away', async () => {
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
  const signed = (key: CryptoKey, header: Record<string, unknown> = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg, kid: 'k1', ...header }).sign(key);

  async function setUp(now = { value: NOW }) {
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg, use: 'sig' };
    const server = await startJwksServer(() => [jwk]);
    onTestFinished(server.close);
    const tokens = joseCustomerTokens({ ...settings, keys: { jwksUrl: server.url } }, { now: () => now.value });
    return { server, tokens, jwk, now };
  }

  it('verifies with the published key, fetched once', async () => {
    const { server, tokens } = await setUp();
    for (let call = 0; call < 3; call += 1) {
      expect(await tokens.verify(await signed(pair.privateKey))).toMatchObject({ userId: 'u1' });
    }
    expect(server.requests()).toBe(1);
  });

  it('is refused from another key, and with any unknown kid, at one fetch in all', async () => {
    const { server, tokens } = await setUp();
    const other = (await generateKeyPair(alg)) as CryptoKeyPair;
    await expect(tokens.verify(await signed(other.privateKey))).rejects.toMatchObject(refused);
    for (const kid of ['k2', '../../etc/passwd', 'x'.repeat(4000)]) {
      await expect(tokens.verify(await signed(pair.privateKey, { kid }))).rejects.toMatchObject(refused);
    }
    expect(server.requests()).toBe(1);
  });

  it('is refused when the public key was used as an HMAC secret', async () => {
    const { tokens, jwk } = await setUp();
    const forged = await sign(payload, { kid: 'k1' }, JSON.stringify(jwk));
    await expect(tokens.verify(forged)).rejects.toMatchObject(refused);
  });

  it.each([
    ['an error', 500, 'no'],
    ['a page', 200, '<html>'],
    ['another document', 200, '{}'],
    ['a huge document', 200, `{"keys":[],"x":"${'x'.repeat(300_000)}"}`],
  ])('is neither accepted nor refused while the JWKS server answers %s', async (_, status, body) => {
    const { server, tokens } = await setUp();
    server.answerWith(status, body);
    const token = await signed(pair.privateKey);
    for (let call = 0; call < 3; call += 1) {
      await expect(tokens.verify(token)).rejects.toMatchObject({
        refusal: 'unavailable',
        headers: { 'retry-after': '5' },
      });
    }
    expect(server.requests()).toBe(1);
  });

  it('verifies again five seconds after the JWKS server is back', async () => {
    const { server, tokens, jwk, now } = await setUp();
    server.answerWith(500, '');
    const token = await signed(pair.privateKey);
    await expect(tokens.verify(token)).rejects.toMatchObject({ refusal: 'unavailable' });
    server.answerWith(200, JSON.stringify({ keys: [jwk] }));
    now.value += 5000;
    await expect(tokens.verify(token)).resolves.toMatchObject({ userId: 'u1' });
  });
});
