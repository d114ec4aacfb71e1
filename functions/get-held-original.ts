import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { agentsTable, environment, fileBucket, ticketsTable } from '#adapters/environment.ts';
import { s3OriginalLinks } from '#adapters/files/s3-original-links.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { findHeldMail, linkToOriginal } from '#core/inbound/original.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { getHeldOriginalContract } from '#http/inbound/originals.ts';
import { okLink } from '#http/ticket/link-json.ts';

const env = environment({ ticketsTable, agentsTable, fileBucket });
const held = dynamoHeldMail(env.ticketsTable);
const world = { originals: s3OriginalLinks(env.fileBucket), clock: systemClock };

export const handler = endpoint({
  log,
  contract: getHeldOriginalContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path }) => {
    const { mailId, subject } = await findHeldMail(held, path.mail_id);
    return okLink(await linkToOriginal(world, mailId, subject));
  },
});
