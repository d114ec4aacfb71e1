import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export const base64url = (text: string | Buffer): string => Buffer.from(text).toString('base64url');
export const unsigned = (header: unknown, payload: unknown): string => `${encoded(header)}.${encoded(payload)}`;

/** Returns text unchanged, so that a test can write JSON that no library would; anything else as JSON. */
const encoded = (part: unknown): string => base64url(typeof part === 'string' ? part : JSON.stringify(part));

/** Signs anything with one algorithm, as an attacker with the key would. */
export interface Signer {
  readonly alg: 'HS256' | 'RS256' | 'ES256';
  /** The key that the website publishes; undefined for a shared secret. */
  readonly jwk: Readonly<Record<string, unknown>> | undefined;
  readonly publicKey: KeyObject | undefined;
  /** Returns any text with its signature after a dot. */
  signed(input: string): string;
  /** Returns a token of these parts. */
  token(header: unknown, payload: unknown): string;
  /** Returns the same, signed with a key that the desk doesn't know. */
  foreign(header: unknown, payload: unknown): string;
}

/** The website's secret in the desks of these tests. */
export const SECRET = 'a secret of more than thirty-two bytes';

export const hmac = (secret: string | Buffer, input: string): string =>
  createHmac('sha256', secret).update(input).digest('base64url');

type Sign = (input: string) => string;

function signer(parts: Pick<Signer, 'alg' | 'jwk' | 'publicKey'>, own: Sign, other: Sign): Signer {
  const signed = (input: string) => `${input}.${own(input)}`;
  return {
    ...parts,
    signed,
    token: (header, payload) => signed(unsigned(header, payload)),
    foreign(header, payload) {
      const input = unsigned(header, payload);
      return `${input}.${other(input)}`;
    },
  };
}

const hs256 = signer(
  { alg: 'HS256', jwk: undefined, publicKey: undefined },
  (input) => hmac(SECRET, input),
  (input) => hmac('another secret of more than 32 bytes', input),
);

function asymmetric(alg: 'RS256' | 'ES256', newPair: () => { publicKey: KeyObject; privateKey: KeyObject }): Signer {
  const [own, other] = [newPair(), newPair()];
  const by =
    (key: KeyObject): Sign =>
    (input) =>
      sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'k1', alg, use: 'sig' };
  return signer({ alg, jwk, publicKey: own.publicKey }, by(own.privateKey), by(other.privateKey));
}

/** One for each algorithm that deployments use. */
export const signers: readonly Signer[] = [
  hs256,
  asymmetric('RS256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })),
  asymmetric('ES256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })),
];
