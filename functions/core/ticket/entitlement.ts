import type { Customer } from '#core/customer/customer.ts';
import { DeskError } from '#core/errors.ts';
import { type SupportTier, supportTierOf } from './support-tier.ts';

/** The shop's support tiers, and where to buy credits. */
export interface Offer {
  readonly tiers: readonly SupportTier[];
  readonly pricingUrl: string;
}

/** Returns the tier for a customer's tickets. Throws `credits_required`, with `pricing_url`, for one who never bought credits. */
export function entitledTier(customer: Customer, { tiers, pricingUrl }: Offer): SupportTier {
  const tier = supportTierOf(customer, tiers);
  if (tier) return tier;
  throw new DeskError('credits_required', 'Support comes with every credit pack. Buy credits to contact us.', {
    members: { pricing_url: pricingUrl },
  });
}
