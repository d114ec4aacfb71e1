import { randomUUID } from 'node:crypto';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, pricingUrl, supportTiers, ticketsTable, tokens } from '#adapters/environment.ts';
import { announce, log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import { payingCustomer } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { submitTicketContract } from '#http/ticket/submit-ticket.ts';

const env = environment({ ticketsTable, tokens, supportTiers, pricingUrl });
const offer = { tiers: env.supportTiers, pricingUrl: env.pricingUrl };
const tickets = dynamoTicketStore(env.ticketsTable);
const world = { clock: systemClock, newId: randomUUID, announce };

export const handler = endpoint({
  log,
  contract: submitTicketContract,
  caller: payingCustomer(joseCustomerTokens(env.tokens, log), offer),
  handle: async ({ caller: { customer, tier }, headers, body, count }) => {
    const draft = { ...body, idempotencyKey: headers['idempotency-key'] };
    const ticket = await submitTicket({ ...world, tickets: countChanges(tickets, count) }, customer, tier, draft);
    return ok({ success: true, ticket_id: ticket.id, support_level: ticket.supportTier, email: ticket.userEmail });
  },
});
