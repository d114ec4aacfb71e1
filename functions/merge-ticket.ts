import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import { mergeTickets } from '#core/ticket/merge-tickets.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { mergeTicketContract } from '#http/ticket/merge-ticket.ts';
import { okTicket } from '#http/ticket/ticket-json.ts';

const env = environment({ ticketsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

export const handler = endpoint({
  log,
  contract: mergeTicketContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path, headers, body, caller }) => {
    const precondition = ifMatch(headers['if-match'], { agent: caller, threads });
    const asRead = { ...world, tickets: ticketsReadWith(caller.team, tickets) };
    return okTicket(await mergeTickets(asRead, path.ticket_id, body.into, caller, { precondition }));
  },
});
