import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSenders } from '#adapters/dynamo/dynamo-senders.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import {
  environment,
  fileBucket,
  heldDays,
  inboundDomain,
  newTickets,
  personalTable,
  replyKeys,
  supportTiers,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { announce, log } from '#adapters/logger.ts';
import { readMailArrival } from '#adapters/mail/mail-arrival.ts';
import { readMail } from '#adapters/mail/read-mail.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ssmReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { receiveMail } from '#core/inbound/receive-mail.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

const env = environment({
  ticketsTable,
  viewsTable,
  personalTable,
  fileBucket,
  replyKeys,
  inboundDomain,
  newTickets,
  heldDays,
  supportTiers,
});
const world = {
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  held: dynamoHeldMail(env.ticketsTable),
  ledger: dynamoMailLedger(env.ticketsTable),
  blocked: dynamoBlockedSenders(env.ticketsTable),
  senders: dynamoSenders(env.personalTable),
  contacts: dynamoContacts(env.viewsTable),
  due: dynamoDueStore(env.viewsTable),
  originals: s3ReceivedMails(env.fileBucket),
  readMail,
  replyKeys: ssmReplyKeys(env.replyKeys, systemClock),
  inbound: { domain: env.inboundDomain, newTickets: env.newTickets, heldDays: env.heldDays },
  tiers: env.supportTiers,
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
  announce,
};

export const handler = subscriber({
  log,
  message: 'mail received',
  read: readMailArrival,
  apply: async (arrival) => {
    const received = await receiveMail(world, arrival);
    const placed = received.outcome === 'held' ? { reason: received.reason } : { ticket_id: received.ticketId };
    return { mail_id: arrival.id, outcome: received.outcome, ...placed };
  },
  count: ({ reason }) => (reason === 'forged_address' ? ['MailsForged'] : []),
  metric: 'ChangesNotApplied',
});
