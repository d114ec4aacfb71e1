import { dynamoAgentReplies } from '#adapters/dynamo/dynamo-agent-replies.ts';
import { dynamoBlockedSenders } from '#adapters/dynamo/dynamo-blocked-senders.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoDueStore } from '#adapters/dynamo/dynamo-due-store.ts';
import { dynamoHeldMail } from '#adapters/dynamo/dynamo-held-mail.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSenders } from '#adapters/dynamo/dynamo-senders.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import {
  agentsTable,
  assignOnReply,
  environment,
  fileBucket,
  heldDays,
  hours,
  inboundDomain,
  mailConfigurationSet,
  mailPatienceMs,
  mailSender,
  mailSignature,
  newTickets,
  optional,
  personalTable,
  replyKeys,
  shopName,
  supportPageUrl,
  supportTiers,
  ticketsTable,
  viewsTable,
} from '#adapters/environment.ts';
import { s3MailFiles } from '#adapters/files/s3-mail-files.ts';
import { s3ReceivedMails } from '#adapters/files/s3-received-mails.ts';
import { announce, log } from '#adapters/logger.ts';
import { readMailArrival } from '#adapters/mail/mail-arrival.ts';
import { readMail } from '#adapters/mail/read-mail.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { ssmReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { describeError } from '#core/describe-error.ts';
import { receiveMail } from '#core/inbound/receive-mail.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

const env = environment({
  ticketsTable,
  viewsTable,
  personalTable,
  agentsTable,
  fileBucket,
  replyKeys,
  inboundDomain,
  newTickets,
  heldDays,
  supportTiers,
  hours: optional(hours),
  assignOnReply: optional(assignOnReply),
  mailSender,
  mailConfigurationSet,
  mailPatienceMs,
  mailSignature: optional(mailSignature),
  shopName,
  supportPageUrl,
});
const senders = dynamoSenders(env.personalTable);
const sender = { address: env.mailSender, name: env.shopName, configurationSet: env.mailConfigurationSet };
const world = {
  tickets: dynamoTicketStore(env.ticketsTable),
  threads: dynamoThreadStore(env.ticketsTable),
  held: dynamoHeldMail(env.ticketsTable),
  ledger: dynamoMailLedger(env.ticketsTable),
  blocked: dynamoBlockedSenders(env.ticketsTable),
  senders,
  pointers: senders,
  mailer: sesMailer(sender, env.mailPatienceMs),
  shop: { name: env.shopName, signature: env.mailSignature, supportPageUrl: env.supportPageUrl },
  notPointed: (mailId: string, error: unknown) =>
    log.error('sender not told where to write', { mail_id: mailId, ...describeError(error) }, ['MailsNotSent']),
  agentReplies: dynamoAgentReplies(env.personalTable),
  team: dynamoTeam(env.agentsTable),
  assignOnReply: env.assignOnReply,
  contacts: dynamoContacts(env.viewsTable),
  due: dynamoDueStore(env.viewsTable),
  originals: s3ReceivedMails(env.fileBucket),
  files: s3MailFiles(env.fileBucket),
  readMail,
  replyKeys: ssmReplyKeys(env.replyKeys, systemClock),
  inbound: { domain: env.inboundDomain, newTickets: env.newTickets, heldDays: env.heldDays },
  tiers: env.supportTiers,
  hours: env.hours,
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
