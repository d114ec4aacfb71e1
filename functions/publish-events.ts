import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { environment, eventBus } from '#adapters/environment.ts';
import { eventBridge } from '#adapters/events/event-bridge.ts';
import { log } from '#adapters/logger.ts';
import { type DeskEvent, eventOf } from '#core/events/desk-event.ts';
import { consumer, inPart } from '#functions/stream/consumer.ts';

const env = environment({ eventBus });
const bus = eventBridge(env.eventBus);

export const handler = consumer<DeskEvent | undefined>({
  log,
  read: (record) => eventOf(readNewItem(record)),
  apply: inPart((events) => bus.publish(events.filter((event) => event !== undefined))),
  metric: 'ChangesNotApplied',
});
