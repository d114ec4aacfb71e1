import type { Customer } from './customer.ts';

/** Verifies the website's token. Throws `invalid_token`, or `unavailable` when the signing keys can't be reached. */
export interface CustomerTokens {
  verify(token: string): Promise<Customer>;
}
