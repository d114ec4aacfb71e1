import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, ticketsTable, tokens } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { readTerms } from '#core/search/query.ts';
import { searchOwnTickets } from '#core/search/search-own-tickets.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { readCursor, writeCursor } from '#http/edge/cursor.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { unlessNamed } from '#http/edge/entity-tags.ts';
import { okOwnTickets } from '#http/own-tickets/own-ticket-json.ts';
import { listOwnTicketsContract } from '#http/own-tickets/own-tickets.ts';

const env = environment({ ticketsTable, tokens });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);

export const handler = endpoint({
  log,
  contract: listOwnTicketsContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer, cursorKey }, query: { q = '', limit, cursor }, headers }) => {
    const terms = readTerms(q);
    const list = q === '' ? 'own tickets' : `own tickets ${q}`;
    const after = cursor === undefined ? undefined : readCursor(cursorKey, list, cursor);
    const page =
      terms.length === 0
        ? await tickets.ofCustomer(customer.userId, limit, after)
        : await searchOwnTickets({ tickets, threads }, customer.userId, terms, limit, after);
    const linkTo = (last: Position) => {
      const parameters = { ...(q !== '' && { q }), limit: String(limit), cursor: writeCursor(cursorKey, list, last) };
      return `/api/support/tickets?${new URLSearchParams(parameters)}`;
    };
    return unlessNamed(headers['if-none-match'], okOwnTickets(page, linkTo));
  },
});
