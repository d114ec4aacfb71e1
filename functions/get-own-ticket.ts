import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, ticketsTable, tokens } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { ticketNotFound } from '#core/errors.ts';
import { ownedBy } from '#core/ticket/owned-by.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { openCursor, sealCursor } from '#http/edge/cursor.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { unlessNamed } from '#http/edge/entity-tags.ts';
import { okOwnTicket } from '#http/own-tickets/own-ticket-json.ts';
import { getOwnTicketContract } from '#http/own-tickets/own-tickets.ts';

const env = environment({ ticketsTable, tokens });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const REPLIES = 50;

export const handler = endpoint({
  log,
  contract: getOwnTicketContract,
  caller: anyCustomer(joseCustomerTokens(env.tokens, log)),
  handle: async ({ caller: { customer, cursorKey }, path: { ticket_id: id }, query: { cursor }, headers }) => {
    const before = cursor === undefined ? undefined : openCursor(cursorKey, id, cursor);
    const [ticket, replies] = await Promise.all([tickets.get(id), threads.replies(id, REPLIES, before)]);
    if (!ticket) throw ticketNotFound();
    ownedBy(customer)(ticket);
    const linkTo = (first: string) => `/api/support/tickets/${id}?cursor=${sealCursor(cursorKey, id, first)}`;
    return unlessNamed(headers['if-none-match'], okOwnTicket(ticket, replies, linkTo));
  },
});
