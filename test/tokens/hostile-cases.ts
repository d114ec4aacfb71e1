import { generateKeyPairSync, sign } from 'node:crypto';
import {
  CANARY,
  type Case,
  foreignWithHeader,
  good,
  goodClaims,
  goodHeader,
  NOW,
  nested,
  only,
  parts,
  resigned,
  unsignedAs,
  withClaims,
  withClaimsText,
  withEndless,
  withHeader,
  withHeaderText,
  withRawClaims,
  withSecret,
} from './made-tokens.ts';
import { base64url, unsigned } from './signers.ts';

/** For HS256 the refusal says that the signature is wrong, as a shared secret has no id. */
export const UNKNOWN_KEY = 'The token is signed with a key this desk does not know.';
export const NOT_VERIFIED = 'The token does not verify.';

/** Tokens that no desk may accept, after RFC 8725 and jose's own tests: by refusal and name, with a function that makes each. */
export const hostile: Readonly<Record<string, Readonly<Record<string, Case>>>> = {
  'The token is signed with an algorithm this desk does not accept.': {
    'alg none': unsignedAs('none'),
    'alg None': unsignedAs('None'),
    'alg NONE': unsignedAs('NONE'),
    'alg nOnE': unsignedAs('nOnE'),
    'alg none with a space': unsignedAs('none '),
    'an alg in lower case': (signer) => withHeader({ alg: signer.alg.toLowerCase() })(signer),
    'a longer hash than agreed': (signer) => withHeader({ alg: signer.alg.replace('256', '512') })(signer),
    'an algorithm of the other family': (signer) =>
      withHeader({ alg: signer.alg === 'HS256' ? 'RS256' : 'HS256' })(signer),
    'PS256 for the same kind of key': withHeader({ alg: 'PS256' }),
    'the public key in PEM as the HMAC secret': withSecret(({ publicKey }) =>
      publicKey?.export({ type: 'spki', format: 'pem' }),
    ),
    'the public key in DER as the HMAC secret': withSecret(({ publicKey }) =>
      publicKey?.export({ type: 'spki', format: 'der' }),
    ),
    'the public JWK as the HMAC secret': withSecret(({ jwk }) => jwk && JSON.stringify(jwk)),
    'nothing as the HMAC secret, where there is none': withSecret(({ jwk }) => jwk && ''),
    'an alg named twice, of which the last is none': (signer) =>
      withHeaderText(`{"alg":"${signer.alg}","alg":"none"}`)(signer),
  },
  [NOT_VERIFIED]: {
    'an empty alg': unsignedAs(''),
    'no alg': withHeader({ alg: undefined }),
    'an alg that is a number': withHeader({ alg: 0 }),
    'an alg that is a list': withHeader({ alg: ['HS256'] }),
    'an alg that __proto__ brings': (signer) => withHeaderText(`{"__proto__":{"alg":"${signer.alg}"}}`)(signer),
    'nothing as the HMAC secret': withSecret(({ jwk }) => (jwk ? undefined : '')),
    'a key on another curve': only('ES256', (signer) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
      const input = unsigned(goodHeader(signer), goodClaims);
      return `${input}.${sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
    }),
    'a signature in DER': only(
      'ES256',
      resigned((signer) => {
        const raw = Buffer.from(parts(signer)[2], 'base64url');
        const [r, s] = [raw.subarray(0, 32), raw.subarray(32)];
        return base64url(Buffer.concat([Buffer.from([0x30, 68, 2, 32]), r, Buffer.from([2, 32]), s]));
      }),
    ),
    'a signature of zeros': resigned(() => base64url(Buffer.alloc(64))),
    'half a signature': (signer) => good(signer).slice(0, -20),
    'the signature of another token': resigned((signer) => withClaims({ sub: 'other' })(signer)?.split('.')[2]),
    'a foreign key': foreignWithHeader({}),
    'a foreign key, with its certificate': foreignWithHeader({ x5c: ['MIIB'] }),
    'claims changed after signing': (signer) => {
      const [header, , signature] = parts(signer);
      return `${header}.${base64url(JSON.stringify({ ...goodClaims, credits_purchased: 1e6 }))}.${signature}`;
    },
    'a header changed after signing': (signer) => {
      const [, payload, signature] = parts(signer);
      return `${base64url(JSON.stringify({ ...goodHeader(signer), x: CANARY }))}.${payload}.${signature}`;
    },
    'claims that are a list': withClaimsText(JSON.stringify([goodClaims])),
    'claims that are null': withClaimsText('null'),
    'claims that are no JSON': withClaimsText('{"sub":'),
  },
  [UNKNOWN_KEY]: {
    'an unknown kid': foreignWithHeader({ kid: `${CANARY}-key` }),
    'a kid that is a path': foreignWithHeader({ kid: '../../../../dev/null' }),
    'a kid that is an object': foreignWithHeader({ kid: { $ne: '' } }),
    'a kid just under the longest token': foreignWithHeader({ kid: 'k'.repeat(4000) }),
    'a kid that is an object, with a good signature': (signer) =>
      signer.jwk && withHeader({ kid: { $ne: '' } })(signer),
  },
  'The token has the header jwk, which is not accepted.': {
    'a key of its own in jwk': (signer) => {
      const { jwk = { kty: 'oct', k: base64url('own') } } = signer;
      return foreignWithHeader({ jwk })(signer);
    },
    'jwk even with a good signature': withHeader({ jwk: { kty: 'oct', k: 'AA' } }),
  },
  'The token has the header jku, which is not accepted.': {
    'jku even with a good signature': withHeader({ jku: `https://${CANARY}.example/jwks` }),
  },
  'The token has the header x5u, which is not accepted.': {
    'x5u even with a good signature': withHeader({ x5u: `https://${CANARY}.example/cert` }),
  },
  'The token has the header crit, which is not accepted.': {
    'crit even with a good signature': withHeader({ crit: ['exp'], exp: NOW }),
    'crit for b64': withHeader({ b64: false, crit: ['b64'] }),
  },
  'The token has the header b64, which is not accepted.': {
    'b64 even with a good signature': withHeader({ b64: false }),
  },
  'The token is of another type.': {
    'the typ of a security event': withHeader({ typ: 'secevent+jwt' }),
    'the typ of a logout token': withHeader({ typ: 'logout+jwt' }),
    'a typ that is a number': withHeader({ typ: 1 }),
    'a typ that is null': withHeader({ typ: null }),
  },
  'The token names a header or a claim twice.': {
    'a header named twice': (signer) =>
      withHeaderText(JSON.stringify(goodHeader(signer)).replace('{', `{"alg":"${signer.alg}",`))(signer),
    'sub named twice': withRawClaims('"sub":"someone-else"'),
    'sub named twice, once escaped': withRawClaims('"s\\u0075b":"someone-else"'),
    'exp named twice': withRawClaims(`"exp":${NOW + 7200}`),
  },
  // At the edge of the tolerance of 30 seconds; fractions of a second count.
  'The token has expired.': {
    'exp 30 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 30 }),
    'exp 31 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 31 }),
    'exp 30.5 s ago': withClaims({ iat: NOW - 3600, exp: NOW - 30.5 }),
    'exp 0': withClaims({ exp: 0 }),
    'exp before 1970': withClaims({ exp: -1 }),
  },
  'The token lives longer than 86400 seconds.': {
    'exp in a hundred years': withClaims({ exp: NOW + 3_155_760_000 }),
    'exp one second too late': withClaims({ iat: NOW, exp: NOW + 86_401 }),
    'exp half a second too late': withClaims({ iat: NOW, exp: NOW + 86_400.5 }),
    'exp beyond every number': withEndless('exp'),
    'exp in milliseconds': withClaims({ exp: (NOW + 3600) * 1000 }),
    'iat before 1970': withClaims({ iat: -1 }),
  },
  'The token was issued in the future.': {
    'iat 31 s ahead': withClaims({ iat: NOW + 31 }),
    'iat 30.5 s ahead': withClaims({ iat: NOW + 30.5 }),
    'iat beyond every number': withEndless('iat'),
  },
  'The token lacks a required claim, or one does not fit this desk (exp, nbf, iat, iss, aud).': {
    'no exp': withClaims({ exp: undefined }),
    'exp as text': withClaims({ exp: String(NOW + 3600) }),
    'exp null': withClaims({ exp: null }),
    'no iat': withClaims({ iat: undefined }),
    'iat as text': withClaims({ iat: String(NOW) }),
    'nbf 31 s ahead': withClaims({ nbf: NOW + 31 }),
    'nbf 30.5 s ahead': withClaims({ nbf: NOW + 30.5 }),
    'nbf as text': withClaims({ nbf: String(NOW) }),
    'nbf beyond every number': withRawClaims('"nbf":1e999'),
    'another issuer': withClaims({ iss: 'https://evil.example' }),
    'an issuer that begins alike': withClaims({ iss: 'https://shop.example.evil.example' }),
    'a list of issuers': withClaims({ iss: ['https://shop.example'] }),
    'no issuer': withClaims({ iss: undefined }),
    'another audience': withClaims({ aud: 'billing' }),
    'a list without this audience': withClaims({ aud: ['billing', 'chat'] }),
    'an empty audience': withClaims({ aud: [] }),
    'an audience that is an object': withClaims({ aud: { support: true } }),
    'no audience': withClaims({ aud: undefined }),
  },
  'The token lacks a valid sub.': {
    'an empty sub': withClaims({ sub: '' }),
    'a numeric sub': withClaims({ sub: 1 }),
    'a list as sub': withClaims({ sub: ['u1'] }),
    'no sub': withClaims({ sub: undefined }),
    'a sub of 129 characters': withClaims({ sub: 'x'.repeat(129) }),
    'half of a surrogate pair as sub': withClaims({ sub: '\ud800' }),
  },
  'The token lacks a valid email.': {
    'no email': withClaims({ email: undefined }),
    'an email with a line break': withClaims({ email: `${CANARY}@example.com\r\nBcc: x@example.com` }),
    'a list of emails': withClaims({ email: ['a@example.com'] }),
  },
  'The token lacks a valid credits_purchased.': {
    'credits as text': withClaims({ credits_purchased: '100' }),
    'half a credit': withClaims({ credits_purchased: 0.5 }),
    'credits beyond every number': withEndless('credits_purchased'),
  },
  'The token is longer than 6 KiB.': {
    'a kid of 10 KB': foreignWithHeader({ kid: 'k'.repeat(10_000) }),
    'claims of more than 6 KiB': withClaims({ filler: 'x'.repeat(6144) }),
    'claims of 1 MB': withClaims({ filler: 'x'.repeat(1_000_000) }),
    'claims nested 100,000 deep': withRawClaims(`"x":${nested(100_000)}`),
  },
  'The token is not a JSON Web Token.': {
    'alg none without a signature': unsignedAs('none', ''),
    'no signature': resigned(() => ''),
    'a header that is a list': withHeaderText('[]'),
    'a header that is no JSON': withHeaderText('{'),
    'no header': withHeaderText(''),
    'no claims': withClaimsText(''),
    'dots alone': () => '..',
    'two parts': (signer) => parts(signer).slice(0, 2).join('.'),
    'four parts': (signer) => `${good(signer)}.${base64url(CANARY)}`,
    'five parts, as encrypted tokens have': (signer) => `${good(signer)}.AA.AA`,
    'padded claims': (signer) => {
      const claims = Buffer.from(JSON.stringify({ ...goodClaims, x: 1 }).padEnd(200)).toString('base64');
      return signer.signed(`${base64url(JSON.stringify(goodHeader(signer)))}.${claims}`);
    },
    'a padded signature': (signer) => `${good(signer)}${signer.alg === 'HS256' ? '=' : '=='}`,
    'a signature in standard base64': (signer) => {
      for (let turn = 0; ; turn += 1) {
        const [header, payload, signature = ''] = signer.token(goodHeader(signer), { ...goodClaims, turn }).split('.');
        const standard = Buffer.from(signature, 'base64url').toString('base64').replace(/=+$/, '');
        if (/[+/]/.test(standard)) return `${header}.${payload}.${standard}`;
      }
    },
    'a byte behind it': (signer) => `${good(signer)}\u0000`,
  },
  "Send the website's token as `Authorization: Bearer <token>`.": {
    'nothing at all': () => '',
    'a line break in it': (signer) => good(signer).replace('.', '.\n'),
  },
};
