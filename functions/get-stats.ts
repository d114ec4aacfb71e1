import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoTicketStore } from './adapters/dynamo-ticket-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { systemClock } from './adapters/system-clock.ts';
import { ticketCounter } from './core/count-tickets.ts';
import { agent } from './http/callers.ts';
import { getStatsContract } from './http/contracts/get-stats.ts';
import { endpoint, ok } from './http/endpoint.ts';

const tickets = dynamoTicketStore(environment('TICKETS_TABLE'));
const countTickets = ticketCounter({ tickets, clock: systemClock });

export const handler = endpoint({
  log,
  contract: getStatsContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ caller }) => ok({ ...(await countTickets()), agent: caller.name }),
});
