import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { agentsTable, environment, inboundDomain, mailSender, optional } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { enroll } from '#core/agents/change-team.ts';
import { toKeyJson, toOwnAgentJson } from '#http/agents/agent-json.ts';
import { getMeContract, type MeJson } from '#http/agents/get-me.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';

const env = environment({ agentsTable, mailSender: optional(mailSender), inboundDomain: optional(inboundDomain) });
const world = { team: dynamoTeam(env.agentsTable), clock: systemClock, pause: randomPause };
const mail = { sender: env.mailSender ?? null, inbound_domain: env.inboundDomain ?? null };

export const handler = endpoint({
  log,
  contract: getMeContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller }) => {
    await enroll(world, caller);
    const me: MeJson = { agent: toOwnAgentJson(caller), key: toKeyJson(caller.key), mail };
    return ok(me);
  },
});
