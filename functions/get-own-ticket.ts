import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { environment, ticketsTable, tokens } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { joseCustomerTokens } from '#adapters/tokens/jose-customer-tokens.ts';
import { ticketNotFound } from '#core/errors.ts';
import { liveOn, readReplies } from '#core/ticket/merged-messages.ts';
import { ownedBy } from '#core/ticket/owned-by.ts';
import type { Position } from '#core/ticket/ticket.ts';
import { anyCustomer } from '#http/edge/callers.ts';
import { readCursor, writeCursor } from '#http/edge/cursor.ts';
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
    const before = cursor === undefined ? undefined : readCursor(cursorKey, id, cursor);
    const named = await tickets.get(id);
    if (!named) throw ticketNotFound();
    ownedBy(customer)(named);
    const ticket = await liveOn({ tickets }, named);
    const replies = await readReplies({ tickets, threads }, ticket, REPLIES, before);
    const linkTo = (first: Position) => `/api/support/tickets/${id}?cursor=${writeCursor(cursorKey, id, first)}`;
    return unlessNamed(headers['if-none-match'], okOwnTicket(ticket, replies, linkTo));
  },
});
