import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { toAgentJson } from '#http/agents/agent-json.ts';
import { listAgentsContract } from '#http/agents/agents.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable });
const team = dynamoTeam(env.agentsTable);

export const handler = endpoint({
  log,
  contract: listAgentsContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async () => ok({ agents: (await team.get()).agents.map(toAgentJson) }),
});
