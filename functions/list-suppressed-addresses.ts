import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoOutbox } from './adapters/dynamo-outbox.ts';
import { adminAddresses, environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { suppressedAddresses } from './core/mail/suppressed-addresses.ts';
import { agent } from './http/callers.ts';
import { listSuppressedAddressesContract } from './http/contracts/list-suppressed-addresses.ts';
import { endpoint, ok } from './http/endpoint.ts';

const outbox = dynamoOutbox(environment('TICKETS_TABLE'));
const admins = adminAddresses();

export const handler = endpoint({
  log,
  contract: listSuppressedAddressesContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async () => ok({ addresses: await suppressedAddresses(outbox, admins) }),
});
