import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ticketsReadWith } from '#core/ticket/assignee.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { closeTicketContract } from '#http/ticket/close-ticket.ts';
import { ifMatch } from '#http/ticket/if-match.ts';

const env = environment({ ticketsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

export const handler = endpoint({
  log,
  contract: closeTicketContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path, headers, caller, count }) => {
    const precondition = ifMatch(headers['if-match'], { agent: caller, threads });
    const counted = { ...world, tickets: ticketsReadWith(caller.team, countChanges(tickets, count)) };
    await changeFields(counted, path.ticket_id, { status: 'closed' }, caller, { precondition });
    return ok({ success: true, message: 'Ticket closed' });
  },
});
