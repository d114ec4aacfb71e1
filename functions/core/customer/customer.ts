/** Who the website's token says is calling. */
export interface Customer {
  /** The token's issuer; empty where the deployment's tokens have none. */
  readonly issuer: string;
  readonly userId: string;
  readonly email: string;
  /** As a person would write it, on one line; absent when the token does not say. */
  readonly name?: string;
  /** 0 when the token does not say. */
  readonly creditsPurchased: number;
  /** The tier's display string as the token claims it, configured or not. */
  readonly supportTier?: string;
}
