import { randomBytes, randomUUID } from 'node:crypto';
import { dynamoAgentReplies } from '#adapters/dynamo/dynamo-agent-replies.ts';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoCorrespondence } from '#adapters/dynamo/dynamo-correspondence.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoSwitchedOn } from '#adapters/dynamo/dynamo-switched-on.ts';
import { dynamoTeam } from '#adapters/dynamo/dynamo-team.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { s3FileContents } from '#adapters/files/s3-file-contents.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { ssmReplyKeys } from '#adapters/tokens/ssm-reply-keys.ts';
import { newAgentAddress } from '#core/inbound/agent-address.ts';
import { replyAddress } from '#core/inbound/reply-address.ts';
import type { Paying } from '#core/mail/pay-mail.ts';
import { switchedOn } from '#core/mail/switched-on.ts';
import {
  adminAddresses,
  agentsTable,
  dashboardUrl,
  environment,
  fileBucket,
  inboundDomain,
  mailConfigurationSet,
  mailPatienceMs,
  mailReplyTo,
  mailSender,
  mailSignature,
  optional,
  personalTable,
  replyKeys,
  shopName,
  supportPageUrl,
  supportTiers,
  ticketsTable,
  viewsTable,
} from './environment.ts';
import { log } from './logger.ts';
import { systemClock } from './system-clock.ts';

/** Returns the ports of a function that sends mail, from its environment. A mail that will not be sent is logged and counted. */
export function mailWorld(): Paying {
  const env = environment({
    agentsTable,
    personalTable,
    ticketsTable,
    viewsTable,
    fileBucket,
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
    inboundDomain: optional(inboundDomain),
    replyKeys: optional(replyKeys),
  });
  const sender = { address: env.mailSender, name: env.shopName, configurationSet: env.mailConfigurationSet };
  const addressing = {
    agentReplies: dynamoAgentReplies(env.personalTable),
    newToken: () => randomBytes(TOKEN_BYTES).toString('hex'),
    clock: systemClock,
  };
  return {
    correspondence: dynamoCorrespondence(env.ticketsTable),
    threads: dynamoThreadStore(env.ticketsTable),
    contacts: dynamoContacts(env.viewsTable),
    ledger: dynamoMailLedger(env.ticketsTable),
    switchedOn: switchedOn(dynamoSwitchedOn(env.viewsTable, env.mailConfigurationSet), env.adminAddresses, systemClock),
    team: dynamoTeam(env.agentsTable),
    replyAddress: replyAddressing(env.inboundDomain, env.replyKeys),
    contents: s3FileContents(env.fileBucket),
    mailer: sesMailer(sender, env.mailPatienceMs),
    clock: systemClock,
    newLeaseId: randomUUID,
    agentAddress: async (reply) => newAgentAddress(addressing, reply, env.inboundDomain ?? ''),
    shop: {
      name: env.shopName,
      signature: env.mailSignature,
      replyTo: env.mailReplyTo,
      supportPageUrl: env.supportPageUrl,
      dashboardUrl: env.dashboardUrl,
      adminAddresses: env.adminAddresses,
    },
    tiers: env.supportTiers,
    notDelivered: ({ kind, ticketId, version }, detail) =>
      log.error('mail not delivered', { mail: kind, ticket_id: ticketId, version, detail }, ['MailsNotSent']),
  };
}

/** Of the token in an agent's reply address. */
const TOKEN_BYTES = 16;

/** Returns a function that returns a ticket's reply address, as long as there is a key; until somebody makes the first one, mails invite nobody to reply to them. */
function replyAddressing(domain: string | undefined, parameter: string | undefined) {
  if (domain === undefined || parameter === undefined) return async () => undefined;
  const keys = ssmReplyKeys(parameter, systemClock);
  return async (ticketId: string) => {
    const [key] = await keys();
    return key && replyAddress(ticketId, key, domain);
  };
}
