import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { agentsTable, environment, fileBucket, ticketsTable } from '#adapters/environment.ts';
import { s3OriginalLinks } from '#adapters/files/s3-original-links.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { findMailMessage, linkToOriginal } from '#core/inbound/original.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getOriginalContract } from '#http/inbound/originals.ts';
import { okLink } from '#http/ticket/link-json.ts';

const env = environment({ ticketsTable, agentsTable, fileBucket });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = { originals: s3OriginalLinks(env.fileBucket), clock: systemClock };

export const handler = endpoint({
  log,
  contract: getOriginalContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    const { mail, subject } = await findMailMessage({ tickets, threads }, path.ticket_id, path.message_id);
    return okLink(await linkToOriginal(world, mail.id, subject));
  },
});
