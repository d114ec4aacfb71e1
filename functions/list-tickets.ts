import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { agent } from './http/callers.ts';
import { listTicketsContract } from './http/contracts/list-tickets.ts';
import { readCursor } from './http/cursor.ts';
import { endpoint, ok } from './http/endpoint.ts';
import { ticketListPage } from './http/ticket-list-page.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));

export const handler = endpoint({
  log,
  contract: listTicketsContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ caller, query: { status, limit, cursor } }) => {
    const after = cursor === undefined ? undefined : readCursor(caller.cursorKey, status, cursor);
    const page = await tickets.page(status, limit, after);
    const { body, next } = ticketListPage(page, { status, limit }, caller.cursorKey);
    return ok(body, next ? { link: `<${next}>; rel="next"` } : {});
  },
});
