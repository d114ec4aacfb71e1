import type { Customer } from '#core/customer/customer.ts';
import type { Priority } from './ticket.ts';

/** One level of support the shop sells, from the settings. */
export interface SupportTier {
  /** Customers with at least this many credits purchased get this tier, unless a higher one fits. */
  readonly credits: number;
  /** What customers and agents read: "Email (48h response)". Also what a token's `support_tier` must say to win. */
  readonly name: string;
  readonly responseHours: number;
  readonly priority: Priority;
}

/**
 * The tier a customer is entitled to; undefined for one who never bought credits, whatever else the token says.
 * A tier named by the token wins if it is configured; else the highest one that the credits reach.
 */
export function supportTierOf(customer: Customer, tiers: readonly SupportTier[]): SupportTier | undefined {
  if (!(customer.creditsPurchased > 0)) return undefined;
  const named = tiers.find((tier) => tier.name === customer.supportTier);
  if (named) return named;
  const byCredits = tiers.toSorted((a, b) => a.credits - b.credits);
  return byCredits.findLast((tier) => tier.credits <= customer.creditsPurchased) ?? byCredits[0];
}
