import { dynamoMailLedger } from '#adapters/dynamo/dynamo-mail-ledger.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { environment, ticketsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { readMailEvent } from '#adapters/mail/mail-event.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { describeError } from '#core/describe-error.ts';
import { recordTrouble } from '#core/mail/record-trouble.ts';

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

/** Records what SES reports about a mail, from EventBridge. Lambda retries a failure and finally sets the event aside. */
export async function handler(event: unknown): Promise<void> {
  try {
    const trouble = readMailEvent(event);
    if (trouble) await recordTrouble(world, trouble);
    log.info('mail event', { problem: trouble?.problem ?? 'none' }, []);
  } catch (error) {
    log.error('mail event', describeError(error), ['MailsNotSent']);
    throw error;
  }
}
