import type { Offer } from '../core/entitlement.ts';
import type { TokenSettings } from './token-settings.ts';

/** A variable the stack sets for this function (`lib/function-environment.ts`); a function without it cannot start. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
}

/** A variable that holds JSON, validated when the stack was synthesised. */
export function environmentJson<T>(name: string): T {
  return JSON.parse(environment(name)) as T;
}

/** What the shop sells. */
export const offer = (): Offer => ({ tiers: environmentJson('SUPPORT_TIERS'), pricingUrl: environment('PRICING_URL') });

/** How the website's tokens are verified. */
export const tokenSettings = (): TokenSettings => environmentJson('TOKENS');
