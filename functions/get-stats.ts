import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import {
  agentsTable,
  environment,
  mailSender,
  optional,
  targets,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { firstDay, statsOf } from '#core/views/stats.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { respondToPoll } from '#http/edge/poll.ts';
import { getStatsContract } from '#http/stats/get-stats.ts';
import { toStatsJson } from '#http/stats/stats-json.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable, targets, mailSender: optional(mailSender) });
const tickets = dynamoTicketStore(env.ticketsTable);
const views = dynamoViewStore(env.viewsTable);

export const handler = endpoint({
  log,
  contract: getStatsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, query: { days }, headers }) => {
    const now = systemClock.now();
    const state = await views.state();
    const from = firstDay(now, days);
    return respondToPoll({
      now,
      state,
      representation: ['stats', caller.id, caller.name, caller.team.version, days, from],
      ifNoneMatch: headers['if-none-match'],
      respond: async () => {
        const [counters, oldest] = await Promise.all([views.counters(state.generation, from), tickets.oldest('open')]);
        return ok(toStatsJson(statsOf(counters, days, now), oldest, env.targets, env.mailSender, caller));
      },
    });
  },
});
