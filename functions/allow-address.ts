import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { agentsTable, environment, mailSender, optional, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { noSuppressionList, sesSuppressionList } from '#adapters/mail/ses-suppression-list.ts';
import { allowAddress } from '#core/mail/allow-address.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { allowAddressContract } from '#http/mail/allow-address.ts';

const env = environment({ ticketsTable, agentsTable, mailSender: optional(mailSender) });
const sendsMail = env.mailSender !== undefined;
const world = {
  ledger: dynamoMailLedger(env.ticketsTable),
  suppressionList: sendsMail ? sesSuppressionList() : noSuppressionList,
};

export const handler = endpoint({
  log,
  contract: allowAddressContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    await allowAddress(world, path.address);
    return ok({ success: true });
  },
});
