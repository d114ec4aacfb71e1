import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { adminAddresses, environment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { suppressedAddresses } from '#core/mail/suppressed-addresses.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { listSuppressedAddressesContract } from '#http/mail/list-suppressed-addresses.ts';

const ledger = dynamoMailLedger(environment('TICKETS_TABLE'));
const admins = adminAddresses();

export const handler = endpoint({
  log,
  contract: listSuppressedAddressesContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async () => ok({ addresses: await suppressedAddresses(ledger, admins) }),
});
