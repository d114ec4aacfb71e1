import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { changeAgent } from '#core/agents/change-team.ts';
import { toAgentJson } from '#http/agents/agent-json.ts';
import { changeAgentContract } from '#http/agents/agents.ts';
import { admin } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable });
const world = { team: dynamoTeam(env.agentsTable), clock: systemClock, pause: randomPause };

export const handler = endpoint({
  log,
  contract: changeAgentContract,
  caller: admin(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path, body: { active, ...change } }) =>
    ok(toAgentJson(await changeAgent(world, path.agent_id, { ...change, isActive: active }, caller))),
});
