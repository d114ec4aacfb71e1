import { randomUUID } from 'node:crypto';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import {
  adminAddresses,
  dashboardUrl,
  environment,
  mailConfigurationSet,
  mailPatienceMs,
  mailReplyTo,
  mailSender,
  mailSignature,
  optional,
  shopName,
  supportPageUrl,
  supportTiers,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { readDeskEvent } from '#adapters/events/event-detail.ts';
import { log } from '#adapters/logger.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { notifyOf } from '#core/mail/notify.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

const env = environment({
  ticketsTable,
  viewsTable,
  mailSender,
  mailConfigurationSet,
  mailPatienceMs,
  shopName,
  supportPageUrl,
  dashboardUrl,
  adminAddresses,
  supportTiers,
  mailSignature: optional(mailSignature),
  mailReplyTo: optional(mailReplyTo),
});
const table = env.ticketsTable;
const sender = {
  address: env.mailSender,
  name: env.shopName,
  configurationSet: env.mailConfigurationSet,
};
const shop = {
  name: env.shopName,
  signature: env.mailSignature,
  replyTo: env.mailReplyTo,
  supportPageUrl: env.supportPageUrl,
  dashboardUrl: env.dashboardUrl,
  adminAddresses: env.adminAddresses,
};
const world = {
  tickets: dynamoTicketStore(table),
  threads: dynamoThreadStore(table),
  contacts: dynamoContacts(env.viewsTable),
  ledger: dynamoMailLedger(table),
  mailer: sesMailer(sender, env.mailPatienceMs),
  clock: systemClock,
  newLeaseId: randomUUID,
  shop,
  tiers: env.supportTiers,
};

export const handler = subscriber({
  log,
  message: 'notify',
  read: readDeskEvent,
  apply: async ({ eventId, ticketId, ticketVersion }) => {
    await notifyOf(world, ticketId, ticketVersion);
    return { event_id: eventId, ticket_id: ticketId };
  },
  metric: 'MailsNotSent',
});
