/** The customer who is calling, as the website's token describes them. */
export interface Customer {
  /** The token's issuer; empty where the deployment's tokens have none. */
  readonly issuer: string;
  readonly userId: string;
  readonly email: string;
  /** As a person would write it, on one line; absent if the token has none. */
  readonly name?: string;
  /** 0 if the token doesn't say. */
  readonly creditsPurchased: number;
  /** The tier's display string in the token, configured or not. */
  readonly supportTier?: string;
}
