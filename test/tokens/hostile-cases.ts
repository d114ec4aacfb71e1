import { generateKeyPairSync, sign } from 'node:crypto';
import { base64url, hmac, type Signer, unsigned } from './signers.ts';

/** The time at which every case is tried, in seconds since 1970. */
export const NOW = Date.UTC(2026, 10, 23, 12) / 1000;

/** What a token must not leave anywhere: it stands in claims, headers and, encoded, in every part. */
export const CANARY = 'canary-6f1c';

const goodHeader = ({ alg }: Signer) => ({ alg, typ: 'JWT', ...(alg !== 'HS256' && { kid: 'k1' }) });
const goodClaims = {
  iss: 'https://shop.example',
  aud: 'support',
  sub: `${CANARY}-user`,
  email: `${CANARY}@example.com`,
  credits_purchased: 100,
  iat: NOW - 60,
  exp: NOW + 3600,
};

type Case = (signer: Signer) => string | undefined;

const withHeader =
  (changes: object): Case =>
  (signer) =>
    signer.token({ ...goodHeader(signer), ...changes }, goodClaims);
const withClaims =
  (changes: object): Case =>
  (signer) =>
    signer.token(goodHeader(signer), { ...goodClaims, ...changes });
const withRawClaims =
  (text: string): Case =>
  (signer) =>
    signer.token(goodHeader(signer), JSON.stringify(goodClaims).replace(/}$/, `,${text}}`));
const good = (signer: Signer) => signer.token(goodHeader(signer), goodClaims);
const unsignedAs =
  (alg: string, signature = ''): Case =>
  (signer) =>
    `${unsigned({ ...goodHeader(signer), alg }, goodClaims)}.${signature}`;
/** Signed with the public key, in some form, as if it were a shared secret; there is none in HS256. */
const withPublicKey =
  (form: (signer: Signer) => string | Buffer): Case =>
  (signer) => {
    if (!signer.publicKey) return undefined;
    const input = unsigned({ ...goodHeader(signer), alg: 'HS256' }, goodClaims);
    return `${input}.${hmac(form(signer), input)}`;
  };
const parts = (signer: Signer) => good(signer).split('.') as [string, string, string];
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Tokens that no desk may accept, after RFC 8725 and jose's own tests: by name, how each is made; undefined where it makes no sense. */
export const hostile: Readonly<Record<string, Case>> = {
  // Algorithms
  'alg none': unsignedAs('none'),
  'alg None': unsignedAs('None'),
  'alg NONE': unsignedAs('NONE'),
  'alg nOnE with a signature': unsignedAs('nOnE', base64url('signature')),
  'alg none with a space': unsignedAs('none '),
  'an empty alg': unsignedAs(''),
  'no alg': (signer) => signer.token({ typ: 'JWT' }, goodClaims),
  'an alg that is a number': withHeader({ alg: 0 }),
  'an alg that is a list': withHeader({ alg: ['HS256'] }),
  'an alg in lower case': (signer) => withHeader({ alg: signer.alg.toLowerCase() })(signer),
  'a longer hash than agreed': (signer) => withHeader({ alg: signer.alg.replace('256', '512') })(signer),
  'an algorithm of the other family': (signer) =>
    withHeader({ alg: signer.alg === 'HS256' ? 'RS256' : 'HS256' })(signer),
  'PS256 for the same kind of key': withHeader({ alg: 'PS256' }),
  'the public key in PEM as an HMAC secret': withPublicKey(({ publicKey }) =>
    String(publicKey?.export({ type: 'spki', format: 'pem' })),
  ),
  'the public key in DER as an HMAC secret': withPublicKey(
    ({ publicKey }) => publicKey?.export({ type: 'spki', format: 'der' }) ?? '',
  ),
  'the public JWK as an HMAC secret': withPublicKey(({ jwk }) => JSON.stringify(jwk)),
  'the empty HMAC secret': () => {
    const input = unsigned({ alg: 'HS256', typ: 'JWT' }, goodClaims);
    return `${input}.${hmac('', input)}`;
  },
  'a key on another curve': (signer) => {
    if (signer.alg !== 'ES256') return undefined;
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    const input = unsigned(goodHeader(signer), goodClaims);
    return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  },
  'a signature in DER': (signer) => {
    if (signer.alg !== 'ES256') return undefined;
    const raw = Buffer.from(parts(signer)[2], 'base64url');
    const der = Buffer.concat([
      Buffer.from([0x30, 68, 2, 32]),
      raw.subarray(0, 32),
      Buffer.from([2, 32]),
      raw.subarray(32),
    ]);
    return [...parts(signer).slice(0, 2), base64url(der)].join('.');
  },
  // Signatures
  'no signature': (signer) => `${parts(signer)[0]}.${parts(signer)[1]}.`,
  'a signature of zeros': (signer) => `${parts(signer)[0]}.${parts(signer)[1]}.${base64url(Buffer.alloc(64))}`,
  'half a signature': (signer) => good(signer).slice(0, -20),
  'the signature of another token': (signer) => {
    const other = signer.token(goodHeader(signer), { ...goodClaims, sub: 'someone-else' });
    return [...parts(signer).slice(0, 2), other.split('.')[2]].join('.');
  },
  'a foreign key': (signer) => signer.foreign(goodHeader(signer), goodClaims),
  'claims changed after signing': (signer) => {
    const [header, , signature] = parts(signer);
    return `${header}.${base64url(JSON.stringify({ ...goodClaims, credits_purchased: 1e6 }))}.${signature}`;
  },
  'a header changed after signing': (signer) => {
    const [, payload, signature] = parts(signer);
    return `${base64url(JSON.stringify({ ...goodHeader(signer), x: CANARY }))}.${payload}.${signature}`;
  },
  // Headers
  'an unknown kid': (signer) => signer.foreign({ ...goodHeader(signer), kid: `${CANARY}-key` }, goodClaims),
  'a kid that is a path': (signer) =>
    signer.foreign({ ...goodHeader(signer), kid: '../../../../dev/null' }, goodClaims),
  'a kid that is an object': (signer) => signer.foreign({ ...goodHeader(signer), kid: { $ne: '' } }, goodClaims),
  'a kid just under the longest token': (signer) =>
    signer.foreign({ ...goodHeader(signer), kid: 'k'.repeat(5000) }, goodClaims),
  'a kid that is an object, with a good signature': (signer) =>
    signer.alg === 'HS256' ? undefined : withHeader({ kid: { $ne: '' } })(signer),
  'a kid of 10 KB': (signer) => signer.foreign({ ...goodHeader(signer), kid: 'k'.repeat(10_000) }, goodClaims),
  'a key of its own in jwk': (signer) => {
    const { jwk = { kty: 'oct', k: base64url('own') } } = signer;
    return signer.foreign({ ...goodHeader(signer), jwk }, goodClaims);
  },
  'jwk even with a good signature': withHeader({ jwk: { kty: 'oct', k: 'AA' } }),
  'jku even with a good signature': withHeader({ jku: `https://${CANARY}.example/jwks` }),
  'x5u even with a good signature': withHeader({ x5u: `https://${CANARY}.example/cert` }),
  'crit even with a good signature': withHeader({ crit: ['exp'], exp: NOW }),
  'b64 even with a good signature': withHeader({ b64: false, crit: ['b64'] }),
  'a header named twice': (signer) =>
    signer.token(JSON.stringify(goodHeader(signer)).replace('{', `{"alg":"${signer.alg}",`), goodClaims),
  'the typ of a security event': withHeader({ typ: 'secevent+jwt' }),
  'the typ of a logout token': withHeader({ typ: 'logout+jwt' }),
  'a typ that is a number': withHeader({ typ: 1 }),
  'a typ that is null': withHeader({ typ: null }),
  'a header that is a list': (signer) => signer.token([], goodClaims),
  'a header that is no JSON': (signer) => signer.token('{', goodClaims),
  'a header of __proto__': (signer) => signer.token(`{"__proto__":{"alg":"${signer.alg}"}}`, goodClaims),
  // Times, at the tolerance's edge of 30 seconds
  'exp 30 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 30 }),
  'exp 31 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 31 }),
  'exp 30.5 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 30.5 }),
  'no exp': withClaims({ exp: undefined }),
  'exp as text': withClaims({ exp: String(NOW + 3600) }),
  'exp null': withClaims({ exp: null }),
  'exp 0': withClaims({ exp: 0 }),
  'exp before 1970': withClaims({ exp: -1 }),
  'exp in a hundred years': withClaims({ exp: NOW + 3_155_760_000 }),
  'exp one second too late': withClaims({ iat: NOW, exp: NOW + 86_401 }),
  'exp beyond every number': (signer) =>
    signer.token(goodHeader(signer), JSON.stringify(goodClaims).replace(`"exp":${NOW + 3600}`, '"exp":1e999')),
  'exp in milliseconds': withClaims({ exp: (NOW + 3600) * 1000 }),
  'iat 31 s ahead': withClaims({ iat: NOW + 31 }),
  'iat 30.5 s ahead': withClaims({ iat: NOW + 30.5 }),
  'no iat': withClaims({ iat: undefined }),
  'iat as text': withClaims({ iat: String(NOW) }),
  'iat before 1970': withClaims({ iat: -1 }),
  'nbf 31 s ahead': withClaims({ nbf: NOW + 31 }),
  'nbf 30.5 s ahead': withClaims({ nbf: NOW + 30.5 }),
  'nbf as text': withClaims({ nbf: String(NOW) }),
  'nbf beyond every number': withRawClaims('"nbf":1e999'),
  // For whom, from whom
  'another issuer': withClaims({ iss: 'https://evil.example' }),
  'an issuer that begins alike': withClaims({ iss: 'https://shop.example.evil.example' }),
  'a list of issuers': withClaims({ iss: ['https://shop.example'] }),
  'no issuer': withClaims({ iss: undefined }),
  'another audience': withClaims({ aud: 'billing' }),
  'a list without this audience': withClaims({ aud: ['billing', 'chat'] }),
  'an empty audience': withClaims({ aud: [] }),
  'an audience that is an object': withClaims({ aud: { support: true } }),
  'no audience': withClaims({ aud: undefined }),
  // Who
  'an empty sub': withClaims({ sub: '' }),
  'a numeric sub': withClaims({ sub: 1 }),
  'a list as sub': withClaims({ sub: ['u1'] }),
  'no sub': withClaims({ sub: undefined }),
  'a sub of 129 characters': withClaims({ sub: 'x'.repeat(129) }),
  'half of a surrogate pair as sub': withClaims({ sub: '\ud800' }),
  'no email': withClaims({ email: undefined }),
  'an email with a line break': withClaims({ email: `${CANARY}@example.com\r\nBcc: x@example.com` }),
  'a list of emails': withClaims({ email: ['a@example.com'] }),
  'credits as text': withClaims({ credits_purchased: '100' }),
  'negative credits': withClaims({ credits_purchased: -1 }),
  'credits beyond every number': (signer) =>
    signer.token(
      goodHeader(signer),
      JSON.stringify(goodClaims).replace('"credits_purchased":100', '"credits_purchased":1e999'),
    ),
  'sub named twice': withRawClaims('"sub":"someone-else"'),
  'sub named twice, once escaped': withRawClaims('"s\\u0075b":"someone-else"'),
  'exp named twice': withRawClaims(`"exp":${NOW + 7200}`),
  'claims that are a list': (signer) => signer.token(goodHeader(signer), [goodClaims]),
  'claims that are null': (signer) => signer.token(goodHeader(signer), 'null'),
  'claims that are no JSON': (signer) => signer.token(goodHeader(signer), '{"sub":'),
  'no claims': (signer) => signer.token(goodHeader(signer), ''),
  // Form
  'four parts': (signer) => `${good(signer)}.${base64url(CANARY)}`,
  'two parts': (signer) => parts(signer).slice(0, 2).join('.'),
  'five parts, as encrypted tokens have': (signer) => `${good(signer)}.AA.AA`,
  'padded parts': (signer) => {
    const pad = (part: string) => part.padEnd(Math.ceil(part.length / 4) * 4, '=');
    const input = [goodHeader(signer), { ...goodClaims, x: 'ab' }].map((part) => pad(base64url(JSON.stringify(part))));
    const [header = '', payload = ''] = input;
    return `${header}${header.endsWith('=') ? '' : '='}.${payload}.${parts(signer)[2]}`;
  },
  'a padded signature': (signer) => `${good(signer)}${signer.alg === 'HS256' ? '=' : '=='}`,
  'a signature in standard base64': (signer) => {
    for (let turn = 0; ; turn += 1) {
      const [header, payload, signature = ''] = signer.token(goodHeader(signer), { ...goodClaims, turn }).split('.');
      const standard = Buffer.from(signature, 'base64url').toString('base64').replace(/=+$/, '');
      if (/[+/]/.test(standard)) return `${header}.${payload}.${standard}`;
    }
  },
  'a line break in it': (signer) => good(signer).replace('.', '.\n'),
  'a byte behind it': (signer) => `${good(signer)}\u0000`,
  '8 KiB and a byte': withClaims({ filler: 'x'.repeat(8192) }),
  '1 MB': withClaims({ filler: 'x'.repeat(1_000_000) }),
  'claims nested 100,000 deep': withRawClaims(`"x":${nested(100_000)}`),
  'a header nested 2,000 deep': (signer) =>
    signer.token(`{"alg":"${signer.alg}","x":${nested(2_000)},"alg":"none"}`, goodClaims),
};

/** Tokens at the very edge of what is accepted, and the plain one: proof that the desk refuses the others for their fault alone. */
export const accepted: Readonly<Record<string, (signer: Signer) => string | undefined>> = {
  'the good token': good,
  'without typ': (signer) => signer.token({ ...goodHeader(signer), typ: undefined }, goodClaims),
  'of type at+jwt': withHeader({ typ: 'at+jwt' }),
  'for several audiences, of which this is one': withClaims({ aud: ['billing', 'support'] }),
  'exp 29 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 29 }),
  'exp 29.5 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 29.5 }),
  'iat 29 s ahead': withClaims({ iat: NOW + 29 }),
  'iat 30 s ahead': withClaims({ iat: NOW + 30 }),
  'nbf 29 s ahead': withClaims({ nbf: NOW + 29 }),
  'nbf 30 s ahead': withClaims({ nbf: NOW + 30 }),
  'as long a life as may be': withClaims({ iat: NOW, exp: NOW + 86_400 }),
  'a sub of 128 characters': withClaims({ sub: 'x'.repeat(128) }),
  'claims nested 2,400 deep, which nobody reads': withRawClaims(`"x":${nested(2_400)}`),
  'an object with the names of claims inside': withClaims({ x: { sub: 'a', y: [{ sub: 'b' }] }, y: ['"sub":1'] }),
};
