import type { TokenSettings } from '#adapters/tokens/token-settings.ts';
import type { Shop } from '#core/mail/mail.ts';
import type { Offer } from '#core/ticket/entitlement.ts';

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

/** A variable that only some deployments set. */
export const optionalEnvironment = (name: string): string | undefined => process.env[name] || undefined;

/** What the shop sells. */
export const offer = (): Offer => ({ tiers: environmentJson('SUPPORT_TIERS'), pricingUrl: environment('PRICING_URL') });

/** How the website's tokens are verified. */
export const tokenSettings = (): TokenSettings => environmentJson('TOKENS');

/** Who is mailed about new tickets; nobody on a desk that sends no mail. */
export const adminAddresses = (): readonly string[] =>
  optionalEnvironment('ADMIN_ADDRESSES') === undefined ? [] : environmentJson('ADMIN_ADDRESSES');

/** Who writes mails, and about what pages. */
export const shop = (): Shop => ({
  name: environment('SHOP_NAME'),
  signature: optionalEnvironment('MAIL_SIGNATURE'),
  replyTo: optionalEnvironment('MAIL_REPLY_TO'),
  supportPageUrl: environment('SUPPORT_PAGE_URL'),
  dashboardUrl: environment('DASHBOARD_URL'),
  adminAddresses: environmentJson('ADMIN_ADDRESSES'),
});
