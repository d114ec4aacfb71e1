import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { agentsTable, environment, fileBucket, ticketsTable } from '#adapters/environment.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { log } from '#adapters/logger.ts';
import { deleteHeldMail } from '#core/inbound/expire-held-mail.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, noContent } from '#http/edge/endpoint.ts';
import { deleteHeldMailContract } from '#http/inbound/held-mail.ts';

const env = environment({ ticketsTable, agentsTable, fileBucket });
const world = { held: dynamoHeldMail(env.ticketsTable), originals: s3ReceivedMails(env.fileBucket) };

export const handler = endpoint({
  log,
  contract: deleteHeldMailContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    await deleteHeldMail(world, path.mail_id);
    return noContent;
  },
});
