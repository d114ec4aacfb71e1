/** How this deployment's tokens are verified: the `TOKENS` variable, made and validated by the stack. */
export interface TokenSettings {
  /** RS256, ES256 or EdDSA by a JWKS URL, or HS256 by a secret in an SSM SecureString; never both. */
  readonly keys: { readonly jwksUrl: string } | { readonly secretParameter: string };
  /** Null where the tokens have none (the settings opted out). */
  readonly issuer: string | null;
  /** The token must name one of them; empty where the settings opted out. */
  readonly audience: readonly string[];
  /** Registered claims that tokens of this deployment may lack. */
  readonly optionalClaims: readonly ('exp' | 'iat' | 'iss' | 'aud')[];
  /** Claim names. */
  readonly claims: {
    readonly userId: string;
    readonly email: string;
    readonly name: string;
    readonly creditsPurchased: string;
    readonly supportTier: string;
  };
  readonly maxLifetimeSeconds: number;
}
