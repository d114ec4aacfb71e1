import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { environment, optionalEnvironment } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { resendMail } from '#core/mail/resend-mail.ts';
import { agent } from '#http/edge/callers.ts';
import { endpoint, ok } from '#http/edge/endpoint.ts';
import { resendMailContract } from '#http/mail/resend-mail.ts';

const table = environment('TICKETS_TABLE');
const world = {
  tickets: dynamoTicketStore(table),
  threads: dynamoThreadStore(table),
  ledger: dynamoMailLedger(table),
  contacts: dynamoContacts(environment('VIEWS_TABLE')),
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
  sendsMail: optionalEnvironment('MAIL_SENDER') !== undefined,
};

export const handler = endpoint({
  log,
  contract: resendMailContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ caller, path }) => ok(await resendMail(world, path.ticket_id, path.message_id, caller)),
});
