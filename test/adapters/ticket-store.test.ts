import { randomUUID } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { documentClient } from '../../functions/adapters/dynamo-client.ts';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { systemClock } from '../../functions/adapters/system-clock.ts';
import { withStatus } from '../../functions/core/change-status.ts';
import type { TicketStore } from '../../functions/core/ports.ts';
import { newestFirst, type Position, type Status, statuses, type Ticket } from '../../functions/core/ticket.ts';
import type { TicketEvent } from '../../functions/core/ticket-event.ts';
import { conflict, type Fate, inProgress } from '../faults/fates.ts';
import { startFaultyProxy } from '../faults/faulty-proxy.ts';
import { exampleTicket } from '../http/example-ticket.ts';
import { createTables } from '../local/dynamodb/tables.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let table: string;
let tickets: TicketStore;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  table = `tickets-${randomUUID()}`;
  await createTables(engine.client, { ...engine.tables, tickets: table });
  tickets = dynamoTicketStore(table, engine.client);
});

const newTicket = (changes: Partial<Ticket> = {}): Ticket => {
  const createdAt = systemClock.timestamp();
  return { ...exampleTicket, id: randomUUID(), createdAt, updatedAt: createdAt, ...changes };
};

const closing = (ticket: Ticket): [Ticket, TicketEvent] => {
  const at = systemClock.timestamp();
  const event = {
    op: randomUUID(),
    kind: 'status_changed',
    author: { type: 'agent', name: 'Dana' },
    at,
    from: ticket.status,
    to: 'closed',
    version: ticket.version + 1,
  } as const;
  return [withStatus(ticket, 'closed', at), event];
};

async function eventsOf(id: string) {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'id = :id AND begins_with(#entry, :event)',
    ExpressionAttributeNames: { '#entry': 'entry' },
    ExpressionAttributeValues: { ':id': id, ':event': 'event#' },
  });
  return (await engine.client.send(query)).Items ?? [];
}

async function walk(status: Status | 'all', limit: number): Promise<Ticket[]> {
  const seen: Ticket[] = [];
  for (let more = true; more; ) {
    const page = await tickets.page(status, limit, seen.at(-1));
    expect(page.tickets.length).toBeLessThanOrEqual(limit);
    seen.push(...page.tickets);
    more = page.more;
  }
  return seen;
}

describe('the ticket store', () => {
  it('keeps every field as it was given, whatever a customer writes', async () => {
    const any = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(any, any, async (subject, message) => {
        const ticket = newTicket({ subject, message });
        expect(await tickets.add(ticket)).toEqual({ outcome: 'stored' });
        expect(await tickets.get(ticket.id)).toEqual(ticket);
      }),
      { numRuns: 30 },
    );
  });

  it('has nothing under an unknown id', async () => {
    expect(await tickets.get(randomUUID())).toBeUndefined();
  });

  it('does not overwrite: it answers the ticket that is there, with the hash of its content', async () => {
    const first = newTicket();
    await tickets.add(first, 'hash-1');
    expect(await tickets.add({ ...first, subject: 'other' }, 'hash-2')).toEqual({
      outcome: 'taken',
      ticket: first,
      contentHash: 'hash-1',
    });
    expect(await tickets.get(first.id)).toEqual(first);
  });

  it('lets one of many racing submits of an id store it', async () => {
    const ticket = newTicket();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => tickets.add(ticket, 'hash')));
    expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
  });

  it('changes a ticket and records the event together, or neither', async () => {
    const ticket = newTicket();
    await tickets.add(ticket);
    const [closed, event] = closing(ticket);
    expect(await tickets.change(ticket, closed, event)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(closed);
    expect(await tickets.change(ticket, ...closing(ticket))).toBe(false);
    expect(await tickets.get(ticket.id)).toEqual(closed);
    expect(await eventsOf(ticket.id)).toMatchObject([
      { ...event, author: 'agent', agent: 'Dana', entry: `event#${event.op}` },
    ]);
  });

  it('knows the oldest ticket of a status', async () => {
    const [first, second] = [newTicket(), newTicket()];
    await tickets.add(second);
    await tickets.add(first);
    expect(await tickets.oldest('open')).toEqual(first);
    await tickets.change(first, ...closing(first));
    expect(await tickets.oldest('open')).toEqual(second);
    expect(await tickets.oldest('in_progress')).toBeUndefined();
  });

  it('lists one status or all, newest first, without the events', async () => {
    const made: Ticket[] = [];
    for (const status of ['open', 'in_progress', 'closed', 'open', 'closed'] as const) {
      const ticket = newTicket({ status });
      await tickets.add(ticket);
      made.unshift(ticket);
    }
    expect(await walk('all', 2)).toEqual(made);
    expect(await walk('open', 1)).toEqual(made.filter(({ status }) => status === 'open'));
    expect(await tickets.page('in_progress', 100)).toMatchObject({ tickets: { length: 1 }, more: false });
  });

  it('walks tickets of equal times completely, in one order for all page sizes', async () => {
    const times = ['2026-11-01T00:00:00.000000001Z', '2026-11-01T00:00:00.000000002Z'];
    const made: Position[] = [];
    for (let index = 0; index < 12; index += 1) {
      const ticket = newTicket({ createdAt: times[index % 2] ?? '', status: statuses[index % 3] ?? 'open' });
      await tickets.add(ticket);
      made.push({ createdAt: ticket.createdAt, id: ticket.id });
    }
    const expected = made.toSorted(newestFirst);
    for (const limit of [3, 5, 12]) {
      expect((await walk('all', limit)).map(({ createdAt, id }) => ({ createdAt, id }))).toEqual(expected);
    }
  });

  it('neither repeats nor skips while tickets come in', async () => {
    const before = Array.from({ length: 9 }, () => newTicket());
    for (const ticket of before) await tickets.add(ticket);
    const seen: string[] = [];
    let after: Position | undefined;
    for (let more = true; more; ) {
      const page = await tickets.page('open', 2, after);
      seen.push(...page.tickets.map(({ id }) => id));
      after = page.tickets.at(-1);
      more = page.more;
      await tickets.add(newTicket());
    }
    expect(seen).toEqual(before.map(({ id }) => id).reverse());
  });

  it('walks past the megabyte at which a query stops', async () => {
    const message = '€'.repeat(10_000);
    const made = Array.from({ length: 45 }, () => newTicket({ message }));
    await Promise.all(made.map((ticket) => tickets.add(ticket)));
    const page = await tickets.page('open', 100);
    expect(page.more).toBe(true);
    expect((await walk('open', 100)).map(({ id }) => id)).toEqual(made.toSorted(newestFirst).map(({ id }) => id));
  });

  /** The store behind a network that does this to an operation's requests, one after the other; then it is well. */
  async function storeBehind(operation: string, ...fates: Fate[]): Promise<TicketStore> {
    const proxy = await startFaultyProxy(engine.endpoint);
    proxy.decideBy((it) => (it === operation ? fates.shift() : undefined) ?? 'passes');
    onTestFinished(proxy.close);
    return storeAt(proxy.endpoint);
  }

  function storeAt(endpoint: string): TicketStore {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return dynamoTicketStore(table, documentClient({ endpoint, region: 'eu-central-1', credentials }));
  }

  const inARow = (count: number, fate: Fate) => Array<Fate>(count).fill(fate);

  it.each([1, 2])('knows its own write when %i answers to a submit are lost', async (lost) => {
    const unreliable = await storeBehind('PutItem', ...inARow(lost, 'is dropped after'));
    const ticket = newTicket();
    expect(await unreliable.add(ticket, 'hash')).toEqual({ outcome: 'stored' });
    expect(await tickets.get(ticket.id)).toEqual(ticket);
  });

  it.each<[string, Fate[]]>([
    ['its answer is lost', ['is dropped after']],
    ['its answer is lost each time', inARow(3, 'is dropped after')],
    ['a conflict follows its lost answer', ['is dropped after', conflict('TransactWriteItems')]],
    ['nine conflicts follow its lost answer', ['is dropped after', ...inARow(9, conflict('TransactWriteItems'))]],
    ['its first attempt stays in progress', inARow(10, inProgress('TransactWriteItems'))],
  ])('counts a change once when %s', async (_, fates) => {
    const unreliable = await storeBehind('TransactWriteItems', ...fates);
    const ticket = newTicket();
    await tickets.add(ticket);
    const [closed, event] = closing(ticket);
    expect(await unreliable.change(ticket, closed, event)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(closed);
    expect(await eventsOf(ticket.id)).toHaveLength(1);
  });

  it('takes its own change for its own when another agent writes between a lost answer and the next attempt', async () => {
    const ticket = newTicket();
    await tickets.add(ticket);
    const [closed, event] = closing(ticket);
    const reopened = withStatus(closed, 'open', systemClock.timestamp());
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    let attempts = 0;
    proxy.decideBy(async (operation) => {
      if (operation !== 'TransactWriteItems') return 'passes';
      attempts += 1;
      if (attempts === 1) return 'is dropped after';
      expect(await tickets.change(closed, reopened, { ...event, op: randomUUID(), from: 'closed', to: 'open' })).toBe(
        true,
      );
      return 'passes';
    });
    expect(await storeAt(proxy.endpoint).change(ticket, closed, event)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(reopened);
    expect(await eventsOf(ticket.id)).toHaveLength(2);
  });

  it('stores a ticket past transactions at the same item, and is unavailable when they do not end', async () => {
    const ticket = newTicket();
    expect(await (await storeBehind('PutItem', ...inARow(3, conflict('PutItem')))).add(ticket)).toEqual({
      outcome: 'stored',
    });
    const contested = await storeBehind('PutItem', ...inARow(100, conflict('PutItem')));
    await expect(contested.add(newTicket())).rejects.toMatchObject({ refusal: 'unavailable' });
  });

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is unavailable when a change is cancelled by %s',
    async (Code) => {
      const CancellationReasons = [{ Code, Message: 'slow down' }, { Code: 'None' }];
      const throttled = { name: 'TransactionCanceledException', more: { CancellationReasons } };
      const unreliable = await storeBehind('TransactWriteItems', throttled, throttled, throttled);
      const ticket = newTicket();
      await tickets.add(ticket);
      await expect(unreliable.change(ticket, ...closing(ticket))).rejects.toMatchObject({ refusal: 'unavailable' });
      expect(await tickets.get(ticket.id)).toEqual(ticket);
    },
  );

  it('is unavailable, not empty, when the database cannot be reached', async () => {
    const lost = dynamoTicketStore(table, unreachableClient());
    const unavailable = { refusal: 'unavailable', headers: { 'retry-after': '5' } };
    await expect(lost.add(newTicket())).rejects.toMatchObject(unavailable);
    await expect(lost.get('x')).rejects.toMatchObject(unavailable);
    await expect(lost.page('all', 1)).rejects.toMatchObject(unavailable);
    await expect(lost.oldest('open')).rejects.toMatchObject(unavailable);
    const ticket = newTicket();
    await expect(lost.change(ticket, ...closing(ticket))).rejects.toMatchObject(unavailable);
  });
});
