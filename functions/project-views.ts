import { dynamoContacts } from '#adapters/dynamo/dynamo-contacts.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { environment, viewsTable } from '#adapters/environment.ts';
import { log } from '#adapters/logger.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { latestContacts } from '#core/mail/contact.ts';
import { projectChanges } from '#core/views/project-changes.ts';
import { consumer, together } from '#functions/stream/consumer.ts';

const env = environment({ viewsTable });
const table = env.viewsTable;
const world = { views: dynamoViewStore(table), clock: systemClock };
const contacts = dynamoContacts(table);

export const handler = consumer({
  log,
  read: readViewChange,
  apply: together(async (all) => {
    await projectChanges(
      world,
      all.flatMap(({ change }) => change ?? []),
    );
    for (const contact of latestContacts(all.flatMap(({ contact }) => contact ?? []))) await contacts.keep(contact);
  }),
  metric: 'ChangesNotApplied',
});
