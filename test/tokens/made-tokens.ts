import { hmac, type Signer, unsigned } from './signers.ts';

/** The time of every case, in seconds since 1970. */
export const NOW = Date.UTC(2026, 10, 23, 12) / 1000;

/** A text in claims, headers and, encoded, in every part of a token, which must not leak anywhere. */
export const CANARY = 'canary-6f1c';

export const goodHeader = ({ alg }: Signer) => ({ alg, typ: 'JWT', ...(alg !== 'HS256' && { kid: 'k1' }) });

export const goodClaims = {
  iss: 'https://shop.example',
  aud: 'support',
  sub: `${CANARY}-user`,
  email: `${CANARY}@example.com`,
  credits_purchased: 100,
  iat: NOW - 60,
  exp: NOW + 3600,
};

/** Makes a token for one signer's deployment; undefined where it makes no sense. */
export type Case = (signer: Signer) => string | undefined;

/** A valid token. */
export const good = (signer: Signer): string => signer.token(goodHeader(signer), goodClaims);

/** Header, payload and signature of the valid token. */
export const parts = (signer: Signer) => good(signer).split('.') as [string, string, string];

/** The valid token with other headers; undefined omits one. */
export const withHeader =
  (changes: object): Case =>
  (signer) =>
    signer.token({ ...goodHeader(signer), ...changes }, goodClaims);

/** The valid token with other claims; undefined omits one. */
export const withClaims =
  (changes: object): Case =>
  (signer) =>
    signer.token(goodHeader(signer), { ...goodClaims, ...changes });

/** The valid token with more members, in raw JSON, after its claims. */
export const withRawClaims =
  (text: string): Case =>
  (signer) =>
    signer.token(goodHeader(signer), JSON.stringify(goodClaims).replace(/}$/, `,${text}}`));

/** The valid token with other headers, signed with a key that the desk doesn't know. */
export const foreignWithHeader =
  (changes: object): Case =>
  (signer) =>
    signer.foreign({ ...goodHeader(signer), ...changes }, goodClaims);

/** The valid token with another algorithm in its header and no signature, but `signature` in its place. */
export const unsignedAs =
  (alg: string, signature = 'c2lnbmF0dXJl'): Case =>
  (signer) =>
    `${unsigned({ ...goodHeader(signer), alg }, goodClaims)}.${signature}`;

/** The valid token signed with something public as if it were the shared secret. */
export const withSecret =
  (secretFor: (signer: Signer) => string | Buffer | undefined): Case =>
  (signer) => {
    const secret = secretFor(signer);
    const input = unsigned({ ...goodHeader(signer), alg: 'HS256' }, goodClaims);
    return secret === undefined ? undefined : `${input}.${hmac(secret, input)}`;
  };

/** JSON of so many nested lists. */
export const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** A token with this text in place of the header. */
export const withHeaderText =
  (text: string): Case =>
  (signer) =>
    signer.token(text, goodClaims);

/** A token with this text in place of the claims. */
export const withClaimsText =
  (text: string): Case =>
  (signer) =>
    signer.token(goodHeader(signer), text);

/** The valid token with a claim beyond the largest number, which JSON can express and `JSON.stringify` can't. */
export const withEndless =
  (claim: 'exp' | 'iat' | 'credits_purchased'): Case =>
  (signer) =>
    withClaimsText(JSON.stringify(goodClaims).replace(`"${claim}":${goodClaims[claim]}`, `"${claim}":1e999`))(signer);

/** The valid token with another signature. */
export const resigned =
  (signature: Case): Case =>
  (signer) =>
    `${parts(signer).slice(0, 2).join('.')}.${signature(signer)}`;

/** A case for one algorithm. */
export const only =
  (alg: Signer['alg'], make: Case): Case =>
  (signer) =>
    signer.alg === alg ? make(signer) : undefined;
