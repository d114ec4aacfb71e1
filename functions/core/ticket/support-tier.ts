import type { Customer } from '#core/customer/customer.ts';
import type { Within } from './targets.ts';
import type { Priority } from './ticket.ts';

/** A level of support the shop sells, from the settings, with its targets. */
export interface SupportTier extends Within {
  /** The minimum of credits purchased for this tier. The highest tier that fits applies. */
  readonly credits: number;
  /** The display string: "Email (48h response)". Also what a token's `support_tier` must say to take precedence. */
  readonly name: string;
  readonly responseHours: number;
  readonly priority: Priority;
}

/**
 * Returns the tier a customer is entitled to; undefined for one who never bought credits, whatever else the token says. A tier named by the token
 * wins if it is configured; otherwise the highest one the credits reach.
 */
export function supportTierOf(customer: Customer, tiers: readonly SupportTier[]): SupportTier | undefined {
  if (!(customer.creditsPurchased > 0)) return undefined;
  const named = tiers.find((tier) => tier.name === customer.supportTier);
  if (named) return named;
  const byCredits = tiers.toSorted((a, b) => a.credits - b.credits);
  return byCredits.findLast((tier) => tier.credits <= customer.creditsPurchased) ?? byCredits[0];
}
