import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoPostings } from '#adapters/dynamo/dynamo-postings.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { autoClose, environment, mailSender, optional, ticketsTable, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { viewConsumer } from '#functions/stream/view-consumer.ts';

const env = environment({ ticketsTable, viewsTable, mailSender: optional(mailSender), autoClose: optional(autoClose) });
const table = env.viewsTable;

export const handler = viewConsumer({
  log,
  read: (record) => readViewChange(record, env.autoClose),
  views: dynamoViewStore(table),
  index: dynamoPostings(table),
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  contacts: dynamoContacts(table),
  due: dynamoDueStore(table),
  sendsMail: env.mailSender !== undefined,
  clock: systemClock,
});
