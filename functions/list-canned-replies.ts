import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { listCannedRepliesContract } from '#http/canned/canned-replies.ts';
import { cannedReplyPage } from '#http/canned/canned-reply-page.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ ticketsTable, agentsTable });
const cannedReplies = dynamoCannedReplies(env.ticketsTable);

export const handler = endpoint({
  log,
  contract: listCannedRepliesContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller: { cursorKey }, query: { cursor } }) => {
    const { replies } = await cannedReplies.all();
    const { body, next } = cannedReplyPage(replies, cursorKey, cursor);
    return ok(body, next ? { link: `<${next}>; rel="next"` } : {});
  },
});
