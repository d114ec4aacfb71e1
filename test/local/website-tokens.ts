import { type JWTPayload, SignJWT } from 'jose';

/** The issuer that the local desk trusts: tokens of this issuer for this audience, signed with the local secret. */
export const website = { issuer: 'https://www.example.com', audience: 'support-desk' } as const;

const LIFETIME_SECONDS = 12 * 60 * 60;

/** A token as the shop's website would mint it, valid for twelve hours; a claim given as null is left out. */
export function websiteToken(secret: string, claims: Record<string, unknown>, now = Date.now()): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const all = {
    iss: website.issuer,
    aud: website.audience,
    iat: issuedAt,
    exp: issuedAt + LIFETIME_SECONDS,
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as JWTPayload;
  return new SignJWT(kept).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(new TextEncoder().encode(secret));
}

/** A token of a customer with 100 credits, but for what the claims say; a claim given as null is left out. */
export const customerToken = (secret: string, claims: Record<string, unknown> = {}): Promise<string> =>
  websiteToken(secret, { sub: 'customer-1', email: 'customer@example.com', credits_purchased: 100, ...claims });
