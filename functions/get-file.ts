import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { agentsTable, environment, fileBucket, ticketsTable } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { linkToFile } from '#core/files/link-to-file.ts';
import { findFile } from '#core/ticket/find-file.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getFileContract } from '#http/files/get-file.ts';
import { okLink } from '#http/ticket/link-json.ts';

const env = environment({ ticketsTable, fileBucket, agentsTable });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const files = s3Files(env.fileBucket);

export const handler = endpoint({
  log,
  contract: getFileContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path: { ticket_id: id, file_id: fileId } }) =>
    okLink(await linkToFile({ files, clock: systemClock }, await findFile({ tickets, threads }, id, fileId))),
});
