import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { agentsTable, environment, fileBucket, ticketsTable } from '#adapters/environment.ts';
import { s3Files } from '#adapters/files/s3-files.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { log } from '#adapters/logger.ts';
import { readMail } from '#adapters/mail/read-mail.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { formattedMail } from '#core/inbound/formatted-mail.ts';
import { findMailMessage } from '#core/inbound/original.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getFormattedMailContract, okFormattedMail } from '#http/inbound/originals.ts';

const env = environment({ ticketsTable, agentsTable, fileBucket });
const tickets = dynamoTicketStore(env.ticketsTable);
const threads = dynamoThreadStore(env.ticketsTable);
const world = {
  originals: s3ReceivedMails(env.fileBucket),
  files: s3Files(env.fileBucket),
  readMail,
  clock: systemClock,
};

export const handler = endpoint({
  log,
  contract: getFormattedMailContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path: { ticket_id: id, message_id: messageId } }) =>
    okFormattedMail(await formattedMail(world, await findMailMessage({ tickets, threads }, id, messageId))),
});
