import { newSecret } from '#adapters/dynamo/agent-key-hash.ts';
import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { inviteAgain } from '#core/agents/change-team.ts';
import { createInvitationContract, invitationUrl } from '#http/agents/agents.ts';
import { agent } from '#http/edge/callers.ts';
import { created, endpoint } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable });
const team = dynamoTeam(env.agentsTable);
const world = { team, clock: systemClock, newToken: newSecret, pause: randomPause };

export const handler = endpoint({
  log,
  contract: createInvitationContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path }) => {
    const { token } = await inviteAgain(world, path.agent_id, caller);
    return created({ invitation_url: invitationUrl(token) });
  },
});
