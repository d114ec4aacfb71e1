import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
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
import { endpoint } from '#http/edge/endpoint.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { okTicket } from '#http/ticket/ticket-json.ts';
import { updateTicketContract } from '#http/ticket/update-ticket.ts';
import { wantedFields } from '#http/ticket/wanted-fields.ts';

const env = environment({ ticketsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const team = dynamoTeam(env.agentsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

export const handler = endpoint({
  log,
  contract: updateTicketContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path, headers, body, caller, count }) => {
    const precondition = ifMatch(headers['if-match'], { agent: caller, threads });
    const counted = { ...world, tickets: ticketsReadWith(caller.team, countChanges(tickets, count)) };
    const wanted = await wantedFields(body, caller.team, team);
    const { ticket } = await changeFields(counted, path.ticket_id, wanted, caller, { precondition });
    return okTicket(ticket);
  },
});
