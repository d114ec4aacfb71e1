import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment, tokenSettings } from './adapters/environment.ts';
import { joseCustomerTokens } from './adapters/jose-customer-tokens.ts';
import { log } from './adapters/logger.ts';
import type { Position } from './core/ticket.ts';
import { anyCustomer } from './http/callers.ts';
import { listOwnTicketsContract } from './http/contracts/own-tickets.ts';
import { readCursor, writeCursor } from './http/cursor.ts';
import { endpoint } from './http/endpoint.ts';
import { unlessNamed } from './http/entity-tags.ts';
import { okOwnTickets } from './http/own-ticket-json.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));
const LIST = 'own tickets';

export const handler = endpoint({
  log,
  contract: listOwnTicketsContract,
  caller: anyCustomer(joseCustomerTokens(tokenSettings(), log)),
  handle: async ({ caller: { customer, cursorKey }, query: { limit, cursor }, headers }) => {
    const after = cursor === undefined ? undefined : readCursor(cursorKey, LIST, cursor);
    const page = await tickets.ofCustomer(customer.userId, limit, after);
    const linkTo = (last: Position) =>
      `/api/support/tickets?limit=${limit}&cursor=${writeCursor(cursorKey, LIST, last)}`;
    return unlessNamed(headers['if-none-match'], okOwnTickets(page, linkTo));
  },
});
