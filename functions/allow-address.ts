import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { environment, optionalEnvironment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { noSuppressionList, sesSuppressionList } from '#adapters/mail/ses-suppression-list.ts';
import { allowAddress } from '#core/mail/allow-address.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { allowAddressContract } from '#http/mail/allow-address.ts';

const sendsMail = optionalEnvironment('MAIL_SENDER') !== undefined;
const world = {
  ledger: dynamoMailLedger(environment('TICKETS_TABLE')),
  suppressionList: sendsMail ? sesSuppressionList() : noSuppressionList,
};

export const handler = endpoint({
  log,
  contract: allowAddressContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ path }) => {
    await allowAddress(world, path.address);
    return ok({ success: true });
  },
});
