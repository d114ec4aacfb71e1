import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { deleteCannedReplyContract } from '#http/canned/canned-replies.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ ticketsTable, agentsTable });
const cannedReplies = dynamoCannedReplies(env.ticketsTable);

export const handler = endpoint({
  log,
  contract: deleteCannedReplyContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    await cannedReplies.remove(path.canned_reply_id);
    return ok({ success: true });
  },
});
