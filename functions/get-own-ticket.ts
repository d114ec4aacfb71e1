import { dynamoThreadStore } from './adapters/dynamo-thread-store.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment, tokenSettings } from './adapters/environment.ts';
import { joseCustomerTokens } from './adapters/jose-customer-tokens.ts';
import { log } from './adapters/logger.ts';
import { ticketNotFound } from './core/errors.ts';
import { ownedBy } from './core/owned-by.ts';
import { anyCustomer } from './http/callers.ts';
import { getOwnTicketContract } from './http/contracts/own-tickets.ts';
import { openCursor, sealCursor } from './http/cursor.ts';
import { endpoint } from './http/endpoint.ts';
import { unlessNamed } from './http/entity-tags.ts';
import { okOwnTicket } from './http/own-ticket-json.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));
const threads = dynamoThreadStore(environment('TICKETS_TABLE'));
const REPLIES = 50;

export const handler = endpoint({
  log,
  contract: getOwnTicketContract,
  caller: anyCustomer(joseCustomerTokens(tokenSettings(), log)),
  handle: async ({ caller: { customer, cursorKey }, path: { ticket_id: id }, query: { cursor }, headers }) => {
    const before = cursor === undefined ? undefined : openCursor(cursorKey, id, cursor);
    const [ticket, replies] = await Promise.all([tickets.get(id), threads.replies(id, REPLIES, before)]);
    if (!ticket) throw ticketNotFound();
    ownedBy(customer)(ticket);
    const linkTo = (first: string) => `/api/support/tickets/${id}?cursor=${sealCursor(cursorKey, id, first)}`;
    return unlessNamed(headers['if-none-match'], okOwnTicket(ticket, replies, linkTo));
  },
});
