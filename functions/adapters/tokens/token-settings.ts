import * as z from 'zod/mini';

/** The settings by which this deployment's tokens are verified: the `TOKENS` variable, as JSON. */
export const tokenSettings = () =>
  z.object({
    /** RS256, ES256 or EdDSA by a JWKS URL, or HS256 by a secret in an SSM SecureString; never both. */
    keys: z.union([z.strictObject({ jwksUrl: z.string() }), z.strictObject({ secretParameter: z.string() })]),
    /** Null where the tokens have none (the settings opted out). */
    issuer: z.nullable(z.string()),
    /** The token must name one of them; empty where the settings opted out. */
    audience: z.readonly(z.array(z.string())),
    /** Registered claims that tokens of this deployment may lack. */
    optionalClaims: z.readonly(z.array(z.enum(['exp', 'iat', 'iss', 'aud']))),
    /** Claim names. */
    claims: z.object({
      userId: z.string(),
      email: z.string(),
      name: z.string(),
      creditsPurchased: z.string(),
      supportTier: z.string(),
    }),
    maxLifetimeSeconds: z.number(),
  });

export type TokenSettings = Readonly<z.output<ReturnType<typeof tokenSettings>>>;
