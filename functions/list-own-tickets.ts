import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, ticketsTable, tokens } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { readCursor, writeCursor } from '#http/edge/cursor.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { unlessNamed } from '#http/edge/entity-tags.ts';
import { okOwnTickets } from '#http/own-tickets/own-ticket-json.ts';
import { listOwnTicketsContract } from '#http/own-tickets/own-tickets.ts';

const env = environment({ ticketsTable, tokens });
const tickets = dynamoTicketStore(env.ticketsTable);
const LIST = 'own tickets';

export const handler = endpoint({
  log,
  contract: listOwnTicketsContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer, cursorKey }, query: { limit, cursor }, headers }) => {
    const after = cursor === undefined ? undefined : readCursor(cursorKey, LIST, cursor);
    const page = await tickets.ofCustomer(customer.userId, limit, after);
    const linkTo = (last: Position) =>
      `/api/support/tickets?limit=${limit}&cursor=${writeCursor(cursorKey, LIST, last)}`;
    return unlessNamed(headers['if-none-match'], okOwnTickets(page, linkTo));
  },
});
