import { dynamoAgentKeys } from '#adapters/dynamo/dynamo-agent-keys.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { agentsTable, environment, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { ticketNotFound } from '#core/errors.ts';
import { contactEmail } from '#core/mail/contact.ts';
import { threadsReadWith } from '#core/ticket/assignee.ts';
import { type Place, readConversation } from '#core/ticket/conversation.ts';
import { agent } from '#http/edge/callers.ts';
import { openPlace, sealPlace } from '#http/edge/cursor.ts';
import { endpoint } from '#http/edge/endpoint.ts';
import { unlessNamed } from '#http/edge/entity-tags.ts';
import { getTicketContract } from '#http/ticket/get-ticket.ts';
import { okThread } from '#http/ticket/thread-json.ts';

const env = environment({ ticketsTable, viewsTable, agentsTable });
const threads = dynamoThreadStore(env.ticketsTable);
const ledger = dynamoMailLedger(env.ticketsTable);
const contacts = dynamoContacts(env.viewsTable);

export const handler = endpoint({
  log,
  contract: getTicketContract,
  caller: agent(dynamoAgentKeys(env.agentsTable)),
  handle: async ({ caller: { cursorKey, team }, path: { ticket_id: id }, query: { cursor }, headers }) => {
    const before = cursor === undefined ? undefined : openPlace(cursorKey, id, cursor);
    const conversation = await readConversation(threadsReadWith(team, threads), id, before);
    if (!conversation) throw ticketNotFound();
    const email = await contactEmail(contacts, conversation.ticket);
    const suppressed = await ledger.markOf(email);
    const linkTo = (place: Place) => `/api/admin/support-tickets/${id}?cursor=${sealPlace(cursorKey, id, place)}`;
    return unlessNamed(headers['if-none-match'], okThread(conversation, { email, suppressed }, linkTo));
  },
});
