import { dynamoAgentKeys } from './adapters/dynamo-agent-keys.ts';
import { dynamoContacts } from './adapters/dynamo-contacts.ts';
import { dynamoOutbox } from './adapters/dynamo-outbox.ts';
import { dynamoThreadStore } from './adapters/dynamo-thread-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { contactEmail } from './core/contact.ts';
import { ticketNotFound } from './core/errors.ts';
import { agent } from './http/callers.ts';
import { getTicketContract } from './http/contracts/get-ticket.ts';
import { openVersion, sealVersion } from './http/cursor.ts';
import { endpoint } from './http/endpoint.ts';
import { unlessNamed } from './http/entity-tags.ts';
import { okThread } from './http/thread-json.ts';

const threads = dynamoThreadStore(environment('TICKETS_TABLE'));
const outbox = dynamoOutbox(environment('TICKETS_TABLE'));
const contacts = dynamoContacts(environment('VIEWS_TABLE'));

export const handler = endpoint({
  log,
  contract: getTicketContract,
  caller: agent(dynamoAgentKeys(environment('AGENTS_TABLE'))),
  handle: async ({ caller: { cursorKey }, path: { ticket_id: id }, query: { cursor }, headers }) => {
    const before = cursor === undefined ? undefined : openVersion(cursorKey, id, cursor);
    const thread = await threads.thread(id, before);
    if (!thread) throw ticketNotFound();
    const email = await contactEmail(contacts, thread.ticket);
    const suppressed = await outbox.markOf(email);
    const linkTo = (version: number) =>
      `/api/admin/support-tickets/${id}?cursor=${sealVersion(cursorKey, id, version)}`;
    return unlessNamed(headers['if-none-match'], okThread(thread, { email, suppressed }, linkTo));
  },
});
