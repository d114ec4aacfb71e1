import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientOf } from '#test/adapters/mail/ses-that.ts';
import { startEventBus } from './event-bus.ts';

interface Delivered {
  readonly id: string;
  readonly detail: unknown;
}

/** A bus with two subscribers, and what it starts. */
async function setUp(refuse?: (entry: PutEventsRequestEntry) => string | undefined) {
  const started: [entry: string, detail: unknown][] = [];
  const events: Delivered[] = [];
  const bus = await startEventBus({
    name: 'events',
    subscribers: [
      { entry: 'all', follows: [{ type: 'ticket.created' }, { type: 'message.added' }] },
      { entry: 'some', follows: [{ type: 'message.added', fields: ['reply', 'note'] }] },
    ],
    start: (entry, event) => {
      started.push([entry, (event as Delivered).detail]);
      events.push(event as Delivered);
    },
    refuse,
  });
  onTestFinished(bus.close);
  const client = new EventBridgeClient({ ...clientOf(bus.url), maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return {
    started,
    events,
    put: (...Entries: PutEventsRequestEntry[]) => client.send(new PutEventsCommand({ Entries })),
  };
}

const entry = (DetailType: string, detail: object, changes: Partial<PutEventsRequestEntry> = {}) => ({
  EventBusName: 'events',
  Source: 'support-desk',
  DetailType,
  Detail: JSON.stringify(detail),
  ...changes,
});

describe('the local event bus', () => {
  it('starts the functions whose rules match: by type, and by one of the fields', async () => {
    const { started, put } = await setUp();
    const [reply, assigned] = [{ fields: ['status', 'reply'] }, { fields: ['assignee'] }];
    await put(entry('message.added', reply), entry('message.added', assigned), entry('ticket.changed', reply));
    await put(entry('ticket.created', {}), entry('message.added', reply, { Source: 'somebody else' }));
    expect(started).toEqual([
      ['all', reply],
      ['some', reply],
      ['all', assigned],
      ['all', {}],
    ]);
  });

  it('delivers an event as EventBridge does, with the id that it returned', async () => {
    const { events, put } = await setUp();
    const { Entries = [], FailedEntryCount } = await put(entry('ticket.created', { ticket_id: 't1' }));
    expect(FailedEntryCount).toBe(0);
    expect(events).toEqual([
      {
        version: '0',
        id: Entries[0]?.EventId,
        'detail-type': 'ticket.created',
        source: 'support-desk',
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        region: 'eu-central-1',
        resources: [],
        detail: { ticket_id: 't1' },
      },
    ]);
  });

  it('refuses entries by themselves: those that are wrong, and any that a test wants', async () => {
    const { started, put } = await setUp(({ Detail }) => (Detail?.includes('bad') ? 'InternalFailure' : undefined));
    const { FailedEntryCount, Entries } = await put(
      entry('ticket.created', { bad: true }),
      entry('ticket.created', { good: true }),
      entry('ticket.created', {}, { Detail: '{' }),
      entry('ticket.created', {}, { Source: undefined }),
      entry('ticket.created', {}, { EventBusName: 'another' }),
    );
    expect(FailedEntryCount).toBe(4);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      'InternalFailure',
      undefined,
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
    ]);
    expect(started).toEqual([['all', { good: true }]]);
  });

  it('refuses a request of more than ten entries or 256 KB, as a whole', async () => {
    const { started, put } = await setUp();
    const one = entry('ticket.created', {});
    await expect(put(...Array.from({ length: 11 }, () => one))).rejects.toThrow('11 entries');
    const long = entry('ticket.created', { text: 'a'.repeat(131_072) });
    await expect(put(long, long)).rejects.toMatchObject({ name: 'ValidationException' });
    expect(started).toEqual([]);
    await put(...Array.from({ length: 10 }, () => one));
    expect(started).toHaveLength(10);
  });
});
