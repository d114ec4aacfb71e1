import {
  EventBridgeClient,
  type EventBridgeClientConfig,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { patience } from '#adapters/aws-client.ts';
import { randomPause } from '#adapters/random-pause.ts';
import type { DeskEvent } from '#core/events/desk-event.ts';
import type { EventBus } from '#core/events/ports.ts';
import { eventSource } from '#functions/event-names.ts';
import { toDetail } from './event-detail.ts';

/** The most events per request. They are so short that they never reach its other limit, 256 KB. */
const MAX_EVENTS = 10;
/** Requests for an event that EventBridge doesn't accept; a failed request is repeated by the SDK itself. */
const MAX_ATTEMPTS = 3;

/** EventBridge didn't accept an event; the name is its code for the reason. */
class EventRefused extends Error {
  override readonly name: string;

  constructor(code: string) {
    super('EventBridge did not accept an event.');
    this.name = code;
  }
}

/**
 * A bus of Amazon EventBridge. A request may fail in part, and only the events that weren't accepted are sent again.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function eventBridge(busName: string, config: EventBridgeClientConfig = {}): EventBus {
  const client = new EventBridgeClient({ ...patience, ...config });

  async function put(events: readonly DeskEvent[], attempt = 1): Promise<(readonly [DeskEvent, unknown])[]> {
    const refused = await refusedOf(events).catch((error: unknown) => events.map((event) => [event, error] as const));
    const again = refused.filter(([, cause]) => cause instanceof EventRefused).map(([event]) => event);
    if (again.length === 0 || attempt === MAX_ATTEMPTS) return refused;
    await randomPause(attempt);
    return put(again, attempt + 1);
  }

  async function refusedOf(events: readonly DeskEvent[]) {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({ Entries: events.map((event) => toEntry(event, busName)) }),
    );
    return events.flatMap((event, index) => {
      const { EventId, ErrorCode = 'NoResponse' } = Entries[index] ?? {};
      return EventId === undefined ? [[event, new EventRefused(ErrorCode)] as const] : [];
    });
  }

  return {
    async publish(events) {
      const requests = Array.from({ length: Math.ceil(events.length / MAX_EVENTS) }, (_, index) =>
        put(events.slice(index * MAX_EVENTS, (index + 1) * MAX_EVENTS)),
      );
      return new Map((await Promise.all(requests)).flat());
    },
  };
}

const toEntry = (event: DeskEvent, busName: string): PutEventsRequestEntry => ({
  EventBusName: busName,
  Source: eventSource,
  DetailType: event.type,
  Detail: JSON.stringify(toDetail(event)),
});
