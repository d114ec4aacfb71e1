import { randomUUID } from 'node:crypto';
import { newSecret } from '#adapters/dynamo/agent-key-hash.ts';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { inviteAgent } from '#core/agents/change-team.ts';
import { toAgentJson } from '#http/agents/agent-json.ts';
import { invitationUrl, inviteAgentContract } from '#http/agents/agents.ts';
import { admin } from '#http/edge/callers.ts';
import { created, endpoint } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable });
const team = dynamoTeam(env.agentsTable);
const world = { team, clock: systemClock, newId: randomUUID, newToken: newSecret, pause: randomPause };

export const handler = endpoint({
  log,
  contract: inviteAgentContract,
  caller: admin(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, body }) => {
    const { agent, invitation } = await inviteAgent(world, body, caller);
    return created({ agent: toAgentJson(agent), invitation_url: invitationUrl(invitation.token) });
  },
});
