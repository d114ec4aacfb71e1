import { randomUUID } from 'node:crypto';
import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { environment, environmentJson, shop } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { sesMailer } from '#adapters/mail/ses-mailer.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { notify } from '#core/mail/notify.ts';
import type { SupportTier } from '#core/ticket/support-tier.ts';
import { consumer, oneByOne } from '#functions/stream/consumer.ts';

const table = environment('TICKETS_TABLE');
const sender = {
  address: environment('MAIL_SENDER'),
  name: environment('SHOP_NAME'),
  configurationSet: environment('MAIL_CONFIGURATION_SET'),
};
const world = {
  tickets: dynamoTicketStore(table),
  threads: dynamoThreadStore(table),
  contacts: dynamoContacts(environment('VIEWS_TABLE')),
  ledger: dynamoMailLedger(table),
  mailer: sesMailer(sender, Number(environment('MAIL_PATIENCE_MS'))),
  clock: systemClock,
  newLeaseId: randomUUID,
  shop: shop(),
  tiers: environmentJson<readonly SupportTier[]>('SUPPORT_TIERS'),
};

export const handler = consumer({
  log,
  read: readNewItem,
  apply: oneByOne((item) => notify(world, item)),
  metric: 'MailsNotSent',
});
