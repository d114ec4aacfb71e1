import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { findTicket } from './core/change-status.ts';
import { agent } from './http/callers.ts';
import { getTicketContract } from './http/contracts/get-ticket.ts';
import { endpoint } from './http/endpoint.ts';
import { okTicket } from './http/ticket-json.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));

export const handler = endpoint({
  log,
  contract: getTicketContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ path }) => okTicket(await findTicket({ tickets }, path.ticket_id)),
});
