import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { agentsTable, environment, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { profileOf } from '#core/ticket/profile.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getCustomerContract, okCustomer } from '#http/ticket/customer.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const contacts = dynamoContacts(env.viewsTable);

export const handler = endpoint({
  log,
  contract: getCustomerContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => okCustomer(await profileOf({ tickets, contacts }, path.ticket_id)),
});
