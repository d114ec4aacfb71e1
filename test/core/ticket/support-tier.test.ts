import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitledTier } from '#core/ticket/entitlement.ts';
import { type SupportTier, supportTierOf } from '#core/ticket/support-tier.ts';

const email: SupportTier = { credits: 1, name: 'Email (48h response)', responseHours: 48, priority: 'normal' };
const priority: SupportTier = { credits: 1000, name: 'Priority (24h response)', responseHours: 24, priority: 'high' };
const tiers = [priority, email];
const customer = (creditsPurchased: number, supportTier?: string) => ({
  issuer: 'https://shop.example',
  userId: 'u1',
  email: 'a@example.com',
  creditsPurchased,
  ...(supportTier !== undefined && { supportTier }),
});

describe('the support tier', () => {
  it('is the highest one that the credits reach, in whatever order they are configured', () => {
    expect(supportTierOf(customer(1), tiers)).toBe(email);
    expect(supportTierOf(customer(999), tiers)).toBe(email);
    expect(supportTierOf(customer(1000), tiers)).toBe(priority);
  });

  it('named by the token wins if it is configured, and falls back to the credits if not', () => {
    expect(supportTierOf(customer(1, priority.name), tiers)).toBe(priority);
    expect(supportTierOf(customer(5000, email.name), tiers)).toBe(email);
    expect(supportTierOf(customer(5000, 'Platinum'), tiers)).toBe(priority);
  });

  it('is undefined without credits, whatever else the token says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(0, -1, Number.NaN),
        fc.option(fc.constantFrom(email.name, 'x'), { nil: undefined }),
        (credits, name) => {
          expect(supportTierOf(customer(credits, name), tiers)).toBeUndefined();
        },
      ),
    );
  });

  it('is returned for an entitled customer', () => {
    expect(entitledTier(customer(1), { tiers, pricingUrl: 'https://shop.example/pricing' })).toBe(email);
  });

  it('is refused with the way to the pricing page', () => {
    expect(() => entitledTier(customer(0), { tiers, pricingUrl: 'https://shop.example/pricing' })).toThrow(
      expect.objectContaining({
        refusal: 'credits_required',
        message: 'Support comes with every credit pack. Buy credits to contact us.',
        members: { pricing_url: 'https://shop.example/pricing' },
      }),
    );
  });
});
