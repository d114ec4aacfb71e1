import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { agentsTable, environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { unlessNamed } from '#http/edge/entity-tags.ts';
import { heldMailAfter, listHeldMailContract, okHeldMail } from '#http/inbound/held-mail.ts';

const env = environment({ ticketsTable, agentsTable });
const held = dynamoHeldMail(env.ticketsTable);
const senders = dynamoBlockedSenders(env.ticketsTable);

export const handler = endpoint({
  log,
  contract: listHeldMailContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller: { cursorKey }, query: { limit, cursor }, headers }) => {
    const page = await held.page(limit, heldMailAfter(cursorKey, cursor));
    const blocked = await senders.among(page.mails.flatMap(({ from }) => from ?? []));
    return unlessNamed(headers['if-none-match'], okHeldMail(page, blocked, limit, cursorKey));
  },
});
