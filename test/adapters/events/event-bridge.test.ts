import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventBridge } from '#adapters/events/event-bridge.ts';
import type { DeskEvent } from '#core/events/desk-event.ts';
import { clientOf } from '#test/adapters/mail/ses-that.ts';
import { type EventBus, startEventBus } from '#test/local/event-bus.ts';

const eventNumber = (number: number): DeskEvent => ({
  type: 'ticket.created',
  eventId: `e${number}`,
  ticketId: `e${number}`,
  ticketVersion: 1,
  fields: [],
});
const numbersTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const idOf = ({ Detail = '{}' }: PutEventsRequestEntry): string => JSON.parse(Detail).event_id;

/** A bus that notes the events it accepts; of some it refuses the first requests, `Infinity` for all. */
async function busThat(refusals: Readonly<Record<string, number>> = {}) {
  const accepted: string[] = [];
  const asked = new Map<string, number>();
  const bus: EventBus = await startEventBus({
    name: 'events',
    subscribers: [{ entry: 'it', follows: [{ type: 'ticket.created' }] }],
    start: (_, event) => void accepted.push((event as { detail: { event_id: string } }).detail.event_id),
    refuse: (entry) => {
      const id = idOf(entry);
      const times = (asked.get(id) ?? 0) + 1;
      asked.set(id, times);
      return times <= (refusals[id] ?? 0) ? 'ThrottlingException' : undefined;
    },
  });
  onTestFinished(bus.close);
  return { accepted, asked, publisher: eventBridge('events', clientOf(bus.url)) };
}

describe('publishing', () => {
  it('sends any number of events, ten per request', async () => {
    const { accepted, publisher } = await busThat();
    expect(await publisher.publish([])).toEqual(new Map());
    expect(await publisher.publish(numbersTo(95).map(eventNumber))).toEqual(new Map());
    expect(accepted.sort()).toEqual(
      numbersTo(95)
        .map((number) => `e${number}`)
        .sort(),
    );
  });

  it('repeats exactly what wasn’t accepted, and returns what never is, with the reason', async () => {
    const times = fc.constantFrom(0, 0, 0, 1, 2, Number.POSITIVE_INFINITY);
    await fc.assert(
      fc.asyncProperty(fc.array(times, { maxLength: 25 }), async (refused) => {
        const events = refused.map((_, number) => eventNumber(number));
        const { accepted, asked, publisher } = await busThat(
          Object.fromEntries(refused.map((count, number) => [`e${number}`, count])),
        );
        const failed = await publisher.publish(events);
        expect([...failed.keys()]).toEqual(events.filter((_, number) => refused[number] === Number.POSITIVE_INFINITY));
        for (const cause of failed.values()) expect(cause).toMatchObject({ name: 'ThrottlingException' });
        expect(accepted.sort()).toEqual(
          events
            .filter((event) => !failed.has(event))
            .map(({ eventId }) => eventId)
            .sort(),
        );
        for (const [number, count] of refused.entries()) expect(asked.get(`e${number}`)).toBe(Math.min(count + 1, 3));
      }),
      { numRuns: 20 },
    );
  });

  it('returns all events of a request that failed, which isn’t repeated if it’s a mistake', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.writeHead(400, { 'x-amzn-errortype': 'AccessDeniedException' }).end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const publisher = eventBridge('events', clientOf(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    const events = [eventNumber(1), eventNumber(2)];
    const failed = await publisher.publish(events);
    expect([...failed.keys()]).toEqual(events);
    expect([...failed.values()]).toMatchObject([{ name: 'AccessDeniedException' }, { name: 'AccessDeniedException' }]);
    expect(requests).toBe(1);
  });
});
