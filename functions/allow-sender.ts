import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { allowSenderContract } from '#http/inbound/blocked-senders.ts';

const env = environment({ ticketsTable, agentsTable });
const senders = dynamoBlockedSenders(env.ticketsTable);

export const handler = endpoint({
  log,
  contract: allowSenderContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    await senders.unblock(path.address);
    return ok({ success: true });
  },
});
