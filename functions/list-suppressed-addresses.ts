import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { adminAddresses, agentsTable, environment, optional, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { suppressedAddresses } from '#core/mail/suppressed-addresses.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { listSuppressedAddressesContract } from '#http/mail/list-suppressed-addresses.ts';

const env = environment({ ticketsTable, agentsTable, adminAddresses: optional(adminAddresses) });
const ledger = dynamoMailLedger(env.ticketsTable);
const admins = env.adminAddresses ?? [];

export const handler = endpoint({
  log,
  contract: listSuppressedAddressesContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async () => ok({ addresses: await suppressedAddresses(ledger, admins) }),
});
