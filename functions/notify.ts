import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { log } from '#adapters/logger.ts';
import { mailWorld } from '#adapters/mail-world.ts';
import { notify } from '#core/mail/notify.ts';
import { consumer, oneByOne } from '#functions/stream/consumer.ts';

const world = mailWorld();

export const handler = consumer({
  log,
  read: readNewItem,
  apply: oneByOne((item) => notify(world, item)),
  metric: 'MailsNotSent',
});
