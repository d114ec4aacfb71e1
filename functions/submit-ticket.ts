import { randomUUID } from 'node:crypto';
import { dynamo } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoUploads } from '#adapters/dynamo/dynamo-uploads.ts';
import {
  environment,
  fileBucket,
  hours,
  optional,
  personalTable,
  pricingUrl,
  supportTiers,
  ticketsTable,
  tokens,
} from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { announce, log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { filesToAttach } from '#core/files/attach-files.ts';
import { byCustomer } from '#core/files/uploader.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { submitTicket } from '#core/ticket/submit-ticket.ts';
import { payingCustomer } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { submitTicketContract } from '#http/ticket/submit-ticket.ts';

const env = environment({
  ticketsTable,
  personalTable,
  fileBucket,
  tokens,
  supportTiers,
  hours: optional(hours),
  pricingUrl,
});
const offer = { tiers: env.supportTiers, pricingUrl: env.pricingUrl };
const tickets = dynamoTicketStore(env.ticketsTable, dynamo(), env.personalTable);
const uploads = dynamoUploads(env.personalTable);
const world = {
  uploads,
  files: s3Files(env.fileBucket),
  hours: env.hours,
  clock: systemClock,
  newId: randomUUID,
  announce,
};

export const handler = endpoint({
  log,
  contract: submitTicketContract,
  caller: payingCustomer(joseCustomerTokens(env.tokens, log), offer),
  handle: async ({ caller: { customer, tier }, headers, body: { attachments, ...body }, files: given, count }) => {
    const files = filesToAttach(world, byCustomer(customer), { uploads: attachments, given });
    const draft = { ...body, files, idempotencyKey: headers['idempotency-key'] };
    const ticket = await submitTicket({ ...world, tickets: countChanges(tickets, count) }, customer, tier, draft);
    return ok({ success: true, ticket_id: ticket.id, support_level: ticket.supportTier, email: ticket.userEmail });
  },
});
