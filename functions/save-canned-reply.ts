import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { checkActions } from '#core/canned/canned-actions.ts';
import { saveCannedReply } from '#core/canned/canned-reply.ts';
import { saveCannedReplyContract } from '#http/canned/canned-replies.ts';
import { toCannedReplyJson } from '#http/canned/canned-reply-json.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ ticketsTable, agentsTable });
const team = dynamoTeam(env.agentsTable);
const world = {
  cannedReplies: dynamoCannedReplies(env.ticketsTable),
  clock: systemClock,
  pause: randomPause,
};

export const handler = endpoint({
  log,
  contract: saveCannedReplyContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path, body: { actions, ...draft }, caller }) => {
    const checked = actions ? await checkActions(actions, caller.team, team) : undefined;
    return ok(toCannedReplyJson(await saveCannedReply(world, path.canned_reply_id, { ...draft, actions: checked })));
  },
});
