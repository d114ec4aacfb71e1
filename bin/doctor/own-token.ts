import { SignJWT } from 'jose';
import type { Settings } from '#lib/settings.ts';

/** The key that signs a token. */
export interface Signer {
  readonly alg: 'HS256' | 'ES256';
  readonly key: CryptoKey | Uint8Array;
}

/** Makes a token of the doctor's own as the settings want one, good for a minute: of somebody who bought that many credits. */
export async function ownToken(
  { jwtIssuer, jwtAudience, jwtClaims }: Settings,
  { alg, key }: Signer,
  credits: number,
): Promise<string> {
  const token = new SignJWT({
    [jwtClaims.email]: 'doctor@example.com',
    [jwtClaims.creditsPurchased]: credits,
    [jwtClaims.userId]: 'doctor',
  })
    .setProtectedHeader({ alg, ...(alg === 'ES256' && { kid: crypto.randomUUID() }) })
    .setIssuedAt()
    .setExpirationTime('1m');
  if (jwtIssuer !== undefined) token.setIssuer(jwtIssuer);
  if (jwtAudience !== undefined) token.setAudience(jwtAudience);
  return token.sign(key);
}
