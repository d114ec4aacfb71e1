import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import {
  agentsTable,
  environment,
  fileBucket,
  hours,
  optional,
  supportTiers,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { s3MailFiles } from '#adapters/files/s3-mail-files.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { announce, log } from '#adapters/logger.ts';
import { readMail } from '#adapters/mail/read-mail.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { acceptHeldMail } from '#core/inbound/accept-held-mail.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { acceptHeldMailContract } from '#http/inbound/held-mail.ts';
import { okTicket } from '#http/ticket/ticket-json.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable, fileBucket, supportTiers, hours: optional(hours) });
const tickets = dynamoTicketStore(env.ticketsTable);
const world = {
  threads: dynamoThreadStore(env.ticketsTable),
  contacts: dynamoContacts(env.viewsTable),
  held: dynamoHeldMail(env.ticketsTable),
  originals: s3ReceivedMails(env.fileBucket),
  files: s3MailFiles(env.fileBucket),
  readMail,
  tiers: env.supportTiers,
  hours: env.hours,
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
  announce,
};

export const handler = endpoint({
  log,
  contract: acceptHeldMailContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ path, body, caller: { team }, count }) =>
    okTicket(
      await acceptHeldMail({ ...world, team, tickets: countChanges(tickets, count) }, path.mail_id, body.ticket_id),
    ),
});
