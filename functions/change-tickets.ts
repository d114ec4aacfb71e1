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
import { changeFields, changeOperation } from '#core/ticket/change-fields.ts';
import { changeMany } from '#core/ticket/change-many.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { changeTicketsContract, checkingChange, toResultsJson } from '#http/ticket/change-tickets.ts';
import { ifMatch } from '#http/ticket/if-match.ts';
import { versionTag } from '#http/ticket/ticket-json.ts';
import { wantedFields } from '#http/ticket/wanted-fields.ts';

const env = environment({ ticketsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const team = dynamoTeam(env.agentsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

export const handler = endpoint({
  log,
  contract: changeTicketsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ headers, body, caller, count }) => {
    const wanted = await checkingChange(() => wantedFields(body.change, caller.team, team));
    const counted = { ...world, tickets: ticketsReadWith(caller.team, countChanges(tickets, count)) };
    const key = headers['idempotency-key'];
    const content = JSON.stringify(body.change);
    const outcomes = await changeMany(body.tickets, async ({ id, version }) => {
      const precondition = ifMatch(versionTag(version), { agent: caller, threads });
      const operation = changeOperation(caller, id, key, content);
      const { ticket } = await changeFields(counted, id, wanted, caller, { precondition, operation });
      return ticket;
    });
    const ids = body.tickets.map(({ id }) => id);
    return ok({ results: toResultsJson(ids, outcomes) });
  },
});
