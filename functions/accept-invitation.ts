import { newAgentKey } from '#adapters/dynamo/agent-key-hash.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { acceptInvitation } from '#core/agents/accept-invitation.ts';
import { acceptInvitationContract } from '#http/agents/agents.ts';
import { anyone } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable });
const world = { invitations: dynamoTeam(env.agentsTable), clock: systemClock, newKey: newAgentKey };

export const handler = endpoint({
  log,
  contract: acceptInvitationContract,
  caller: anyone,
  handle: async ({ body: { token, name } }) => ok({ key: await acceptInvitation(world, token, name) }),
});
