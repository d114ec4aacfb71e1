import { dynamoViewStore } from './adapters/dynamo-view-store.ts';
import { environment } from './adapters/environment.ts';
import { log } from './adapters/logger.ts';
import { systemClock } from './adapters/system-clock.ts';
import { readTicketRecord } from './adapters/ticket-record.ts';
import { projectChanges } from './core/views/project-changes.ts';
import { consumer, together } from './stream/consumer.ts';

const views = dynamoViewStore(environment('VIEWS_TABLE'));

export const handler = consumer({
  log,
  read: readTicketRecord,
  apply: together((changes) => projectChanges({ views, clock: systemClock }, changes)),
  metric: 'ChangesNotApplied',
});
