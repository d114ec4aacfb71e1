import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { readMailEvent } from '#adapters/mail/mail-event.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { recordTrouble } from '#core/mail/record-trouble.ts';
import { subscriber } from '#functions/stream/subscriber.ts';

const env = environment({ ticketsTable });
const table = env.ticketsTable;
const world = {
  tickets: dynamoTicketStore(table),
  threads: dynamoThreadStore(table),
  ledger: dynamoMailLedger(table),
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
};

export const handler = subscriber({
  log,
  message: 'mail event',
  read: readMailEvent,
  apply: async (trouble) => {
    if (trouble) await recordTrouble(world, trouble);
    return { problem: trouble?.problem ?? 'none' };
  },
  metric: 'MailsNotSent',
});
