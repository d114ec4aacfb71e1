import { environment, mailSender, optional, pricingUrl, supportTiers, tokens } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { mailableAddress } from '#core/mail/address.ts';
import { payingCustomer } from '#http/edge/callers.ts';
import { checkAccessContract } from '#http/edge/check-access.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ tokens, supportTiers, pricingUrl, mailSender: optional(mailSender) });
const offer = { tiers: env.supportTiers, pricingUrl: env.pricingUrl };
const sendsMail = env.mailSender !== undefined;

export const handler = endpoint({
  log,
  contract: checkAccessContract,
  caller: payingCustomer(joseCustomerTokens(env.tokens, log), offer),
  handle: async ({ caller: { customer, tier } }) =>
    ok({
      allowed: true,
      support_level: tier.name,
      email: customer.email,
      ...(sendsMail && { mail: mailableAddress(customer.email) !== undefined }),
    }),
});
