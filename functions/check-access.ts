import { offer, optionalEnvironment, tokenSettings } from './adapters/environment.ts';
import { joseCustomerTokens } from './adapters/jose-customer-tokens.ts';
import { log } from './adapters/logger.ts';
import { mailableAddress } from './core/mail/address.ts';
import { payingCustomer } from './http/callers.ts';
import { checkAccessContract } from './http/contracts/check-access.ts';
import { endpoint, ok } from './http/endpoint.ts';

const sendsMail = optionalEnvironment('MAIL_SENDER') !== undefined;

export const handler = endpoint({
  log,
  contract: checkAccessContract,
  caller: payingCustomer(joseCustomerTokens(tokenSettings(), log), offer()),
  handle: async ({ caller: { customer, tier } }) =>
    ok({
      allowed: true,
      support_level: tier.name,
      email: customer.email,
      ...(sendsMail && { mail: mailableAddress(customer.email) !== undefined }),
    }),
});
