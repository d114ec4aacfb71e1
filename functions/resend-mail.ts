import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { agentsTable, environment, mailSender, optional, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { resendMailContract } from '#http/mail/resend-mail.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable, mailSender: optional(mailSender) });
const table = env.ticketsTable;
const world = {
  tickets: dynamoTicketStore(table),
  threads: dynamoThreadStore(table),
  ledger: dynamoMailLedger(table),
  contacts: dynamoContacts(env.viewsTable),
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
  sendsMail: env.mailSender !== undefined,
};

export const handler = endpoint({
  log,
  contract: resendMailContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller, path }) => ok(await resendMail(world, path.ticket_id, path.message_id, caller)),
});
