import { hmac, type Signer, unsigned } from './signers.ts';

/** The time at which every case is tried, in seconds since 1970. */
export const NOW = Date.UTC(2026, 10, 23, 12) / 1000;

/** What a token must not leave anywhere: it stands in claims, headers and, encoded, in every part. */
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

/** How a token is made for one signer's deployment; undefined where it makes no sense there. */
export type Case = (signer: Signer) => string | undefined;

/** A token that nothing is wrong with. */
export const good = (signer: Signer): string => signer.token(goodHeader(signer), goodClaims);

/** Header, payload and signature of the good token. */
export const parts = (signer: Signer) => good(signer).split('.') as [string, string, string];

/** The good token with other headers; undefined leaves one out. */
export const withHeader =
  (changes: object): Case =>
  (signer) =>
    signer.token({ ...goodHeader(signer), ...changes }, goodClaims);

/** The good token with other claims; undefined leaves one out. */
export const withClaims =
  (changes: object): Case =>
  (signer) =>
    signer.token(goodHeader(signer), { ...goodClaims, ...changes });

/** The good token with more members, written as they are, behind its claims. */
export const withRawClaims =
  (text: string): Case =>
  (signer) =>
    signer.token(goodHeader(signer), JSON.stringify(goodClaims).replace(/}$/, `,${text}}`));

/** With other headers, signed with a key that the desk does not know. */
export const foreignWithHeader =
  (changes: object): Case =>
  (signer) =>
    signer.foreign({ ...goodHeader(signer), ...changes }, goodClaims);

/** The good token said to be of another algorithm, and not signed; `signature` stands in the signature's place. */
export const unsignedAs =
  (alg: string, signature = 'c2lnbmF0dXJl'): Case =>
  (signer) =>
    `${unsigned({ ...goodHeader(signer), alg }, goodClaims)}.${signature}`;

/** Signed with something that everybody knows as if it were the shared secret. */
export const withSecret =
  (secretFor: (signer: Signer) => string | Buffer | undefined): Case =>
  (signer) => {
    const secret = secretFor(signer);
    const input = unsigned({ ...goodHeader(signer), alg: 'HS256' }, goodClaims);
    return secret === undefined ? undefined : `${input}.${hmac(secret, input)}`;
  };

/** JSON of so many lists in one another. */
export const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** This text in place of the header. */
export const withHeaderText =
  (text: string): Case =>
  (signer) =>
    signer.token(text, goodClaims);

/** This text in place of the claims. */
export const withClaimsText =
  (text: string): Case =>
  (signer) =>
    signer.token(goodHeader(signer), text);

/** The good token with a claim beyond every number, as JSON can write it and `JSON.stringify` cannot. */
export const withEndless =
  (claim: 'exp' | 'iat' | 'credits_purchased'): Case =>
  (signer) =>
    withClaimsText(JSON.stringify(goodClaims).replace(`"${claim}":${goodClaims[claim]}`, `"${claim}":1e999`))(signer);

/** The good token under another signature. */
export const resigned =
  (signature: Case): Case =>
  (signer) =>
    `${parts(signer).slice(0, 2).join('.')}.${signature(signer)}`;

/** A case of one algorithm. */
export const only =
  (alg: Signer['alg'], make: Case): Case =>
  (signer) =>
    signer.alg === alg ? make(signer) : undefined;
