import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { patience } from '#adapters/aws-client.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import { newestFirst, type Position, type Status, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { conflict, type Fate, inProgress } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { changeOf, movedTo, written } from './stored-change.ts';

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

/** Returns the items beside a ticket whose sort key has this prefix. */
async function besides(id: string, beginning: string) {
  const query = new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'id = :id AND begins_with(#entry, :beginning)',
    ExpressionAttributeNames: { '#entry': 'entry' },
    ExpressionAttributeValues: { ':id': id, ':beginning': beginning },
  });
  return (await engine.client.send(query)).Items ?? [];
}

const entriesOf = (id: string) => besides(id, 'entry#');

async function itemOf(id: string): Promise<Record<string, unknown>> {
  const get = new GetCommand({ TableName: table, Key: { id, entry: 'ticket' }, ConsistentRead: true });
  return (await engine.client.send(get)).Item ?? {};
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

  it('does not overwrite a ticket, but returns the stored one with the hash of its content', async () => {
    const first = newTicket();
    await tickets.add(first, 'hash-1');
    expect(await tickets.add({ ...first, subject: 'other' }, 'hash-2')).toEqual({
      outcome: 'taken',
      ticket: first,
      contentHash: 'hash-1',
    });
    expect(await tickets.get(first.id)).toEqual(first);
  });

  it('lets exactly one of many racing submits store an id', async () => {
    const ticket = newTicket();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => tickets.add(ticket, 'hash')));
    expect(outcomes.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
  });

  it('changes a ticket and records the entry and the operation, all or nothing', async () => {
    const ticket = newTicket();
    await tickets.add(ticket);
    const operation = { id: randomUUID(), contentHash: 'hash' };
    const closed = { ...movedTo(ticket, 'closed'), operation };
    expect(await tickets.change(closed)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(closed.after);
    expect(await tickets.change(movedTo(ticket, 'closed'))).toBe(false);
    expect(await tickets.change({ ...movedTo(closed.after, 'open'), operation })).toBe(false);
    expect(await tickets.get(ticket.id)).toEqual(closed.after);
    expect(await entriesOf(ticket.id)).toEqual([
      {
        id: ticket.id,
        entry: 'entry#000000002',
        ticket_created_at: ticket.createdAt,
        entry_id: closed.entry.id,
        version: 2,
        kind: 'change',
        author: 'agent',
        agent: 'Dana',
        agent_id: agentNamed('Dana').id,
        created_at: closed.entry.createdAt,
        changes: [{ field: 'status', from: 'open', to: 'closed' }],
      },
    ]);
    expect(await besides(ticket.id, 'op#')).toEqual([
      { id: ticket.id, entry: `op#${operation.id}`, version: 2, content_hash: 'hash' },
    ]);
  });

  it('writes only what a change makes different, so that other attributes written meanwhile survive', async () => {
    const ticket = newTicket();
    await tickets.add(ticket, 'hash');
    const before = await itemOf(ticket.id);
    await engine.client.send(
      new UpdateCommand({
        TableName: table,
        Key: { id: ticket.id, entry: 'ticket' },
        UpdateExpression: 'SET subject = :subject, colour = :colour, mail_problem = :problem',
        ExpressionAttributeValues: { ':subject': 'Other', ':colour': 'blue', ':problem': 'bounced' },
      }),
    );
    const { after, ...closed } = movedTo(ticket, 'closed');
    expect(await tickets.change({ ...closed, after })).toBe(true);
    expect(await itemOf(ticket.id)).toEqual({
      ...before,
      subject: 'Other',
      colour: 'blue',
      mail_problem: 'bounced',
      status: 'closed',
      status_before_closing: 'open',
      closed_at: after.closedAt,
      activity_at: after.activityAt,
      updated_at: after.updatedAt,
      version: 2,
    });
  });

  it('removes the attributes a change takes away, and adds new ones', async () => {
    const ticket = newTicket();
    await tickets.add(ticket);
    const attributes = async () => Object.keys(await itemOf(ticket.id));
    const optional = ['mail_problem', 'latest_message', 'latest_customer_version'];
    const has = async () => (await attributes()).filter((name) => optional.includes(name)).sort();
    expect(await has()).toEqual([]);
    const bounced = changeOf(ticket, {
      kind: 'mail_bounced',
      author: { type: 'system' },
      rule: (it) => ({ ...it, mailProblem: 'bounced' }),
    });
    await tickets.change(bounced);
    expect(await has()).toEqual(['mail_problem']);
    const answered = written(bounced.after);
    await tickets.change(answered);
    expect(await has()).toEqual(['latest_message']);
    const thanked = written(answered.after, { author: { type: 'customer' }, body: 'Thank you!' });
    await tickets.change(thanked);
    expect(await has()).toEqual(['latest_customer_version', 'latest_message']);
    expect(await tickets.get(ticket.id)).toEqual(thanked.after);
    expect(thanked.after).toMatchObject({
      latestMessage: { author: { type: 'customer' }, preview: 'Thank you!' },
      latestCustomerVersion: 4,
      mailProblem: null,
    });
  });

  it('finds the oldest ticket of a status', async () => {
    const [first, second] = [newTicket(), newTicket()];
    await tickets.add(second);
    await tickets.add(first);
    expect(await tickets.oldest('open')).toEqual(first);
    await tickets.change(movedTo(first, 'closed'));
    expect(await tickets.oldest('open')).toEqual(second);
    expect(await tickets.oldest('in_progress')).toBeUndefined();
  });

  it('lists one status or all, newest first, without the entries', async () => {
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

  it('pages through tickets of equal times completely, in one order for all page sizes', async () => {
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

  it('pages past the megabyte at which a query stops', async () => {
    const message = '€'.repeat(10_000);
    const made = Array.from({ length: 45 }, () => newTicket({ message }));
    await Promise.all(made.map((ticket) => tickets.add(ticket)));
    const page = await tickets.page('open', 100);
    expect(page.more).toBe(true);
    expect((await walk('open', 100)).map(({ id }) => id)).toEqual(made.toSorted(newestFirst).map(({ id }) => id));
  });

  /** The store behind a network that does this to an operation's requests, one after another; later ones pass. */
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

  it.each([1, 2])('recognizes its own write when %i responses to a submit are lost', async (lost) => {
    const unreliable = await storeBehind('PutItem', ...inARow(lost, 'is dropped after'));
    const ticket = newTicket();
    expect(await unreliable.add(ticket, 'hash')).toEqual({ outcome: 'stored' });
    expect(await tickets.get(ticket.id)).toEqual(ticket);
  });

  it.each<[string, Fate[]]>([
    ['its response is lost', ['is dropped after']],
    ['its response is lost each time', inARow(3, 'is dropped after')],
    ['a conflict follows its lost response', ['is dropped after', conflict('TransactWriteItems')]],
    ['nine conflicts follow its lost response', ['is dropped after', ...inARow(9, conflict('TransactWriteItems'))]],
    ['its first attempt stays in progress', inARow(10, inProgress('TransactWriteItems'))],
  ])('counts a change once when %s', async (_, fates) => {
    const unreliable = await storeBehind('TransactWriteItems', ...fates);
    const ticket = newTicket();
    await tickets.add(ticket);
    const closed = movedTo(ticket, 'closed');
    expect(await unreliable.change(closed)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(closed.after);
    expect(await entriesOf(ticket.id)).toHaveLength(1);
  });

  it('recognizes its own change when another agent writes between a lost response and the next attempt', async () => {
    const ticket = newTicket();
    await tickets.add(ticket);
    const closed = movedTo(ticket, 'closed');
    const reopened = movedTo(closed.after, 'open');
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    let attempts = 0;
    proxy.decideBy(async (operation) => {
      if (operation !== 'TransactWriteItems') return 'passes';
      attempts += 1;
      if (attempts === 1) return 'is dropped after';
      expect(await tickets.change(reopened)).toBe(true);
      return 'passes';
    });
    expect(await storeAt(proxy.endpoint).change(closed)).toBe(true);
    expect(await tickets.get(ticket.id)).toEqual(reopened.after);
    expect(await entriesOf(ticket.id)).toHaveLength(2);
  });

  it('counts a change whose response is lost as done exactly if the stored entry is its own, whoever else writes meanwhile', async () => {
    const proxy = await startFaultyProxy(engine.endpoint);
    onTestFinished(proxy.close);
    const unreliable = storeAt(proxy.endpoint);
    const attempt = fc.record({
      fate: fc.constantFrom<Fate>('is dropped before', 'is dropped after', 'passes'),
      othersFirst: fc.boolean(),
    });
    const course = fc.array(attempt, { minLength: patience.maxAttempts, maxLength: patience.maxAttempts });
    await fc.assert(
      fc.asyncProperty(course, fc.boolean(), async (attempts, isOperation) => {
        const ticket = newTicket();
        await tickets.add(ticket);
        const operation = isOperation ? { id: randomUUID(), contentHash: 'hash' } : undefined;
        const mine = written(ticket, {}, operation);
        let [isDone, isTaken, isAnswered] = [false, false, false];
        const left = [...attempts];
        proxy.decideBy(async (asked): Promise<Fate> => {
          if (asked !== 'TransactWriteItems') return 'passes';
          const { fate, othersFirst } = left.shift() ?? { fate: 'passes', othersFirst: false };
          if (othersFirst) {
            const now = (await tickets.get(ticket.id)) ?? ticket;
            // The same operation, requested again, unless it was done.
            expect(await tickets.change(written(now, { body: 'Other.' }, isDone ? undefined : operation))).toBe(
              isDone || operation === undefined || !isTaken,
            );
            isTaken ||= !isDone;
          }
          if (fate !== 'is dropped before') isDone ||= !isTaken;
          isAnswered = fate === 'passes';
          return fate;
        });
        const outcome = await unreliable.change(mine).catch(({ refusal }) => refusal);
        expect(outcome).toBe(isDone || (isAnswered ? false : 'unavailable'));
        const [first] = await entriesOf(ticket.id);
        expect(first?.entry_id === mine.entry.id).toBe(isDone);
      }),
      { numRuns: 40 },
    );
  });

  it('stores a ticket after conflicting transactions, and reports them if they do not end', async () => {
    const ticket = newTicket();
    expect(await (await storeBehind('PutItem', ...inARow(3, conflict('PutItem')))).add(ticket)).toEqual({
      outcome: 'stored',
    });
    const contested = await storeBehind('PutItem', ...inARow(100, conflict('PutItem')));
    await expect(contested.add(newTicket())).rejects.toMatchObject({ refusal: 'contended' });
  });

  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is unavailable when a change is cancelled by %s',
    async (Code) => {
      const CancellationReasons = [{ Code, Message: 'slow down' }, { Code: 'None' }];
      const throttled = { name: 'TransactionCanceledException', more: { CancellationReasons } };
      const unreliable = await storeBehind('TransactWriteItems', throttled, throttled, throttled);
      const ticket = newTicket();
      await tickets.add(ticket);
      await expect(unreliable.change(movedTo(ticket, 'closed'))).rejects.toMatchObject({ refusal: 'unavailable' });
      expect(await tickets.get(ticket.id)).toEqual(ticket);
    },
  );

  it('is unavailable, not empty, when the database is unreachable', async () => {
    const lost = dynamoTicketStore(table, unreachableClient());
    const unavailable = { refusal: 'unavailable', headers: { 'retry-after': '5' } };
    await expect(lost.add(newTicket())).rejects.toMatchObject(unavailable);
    await expect(lost.get('x')).rejects.toMatchObject(unavailable);
    await expect(lost.page('all', 1)).rejects.toMatchObject(unavailable);
    await expect(lost.oldest('open')).rejects.toMatchObject(unavailable);
    const ticket = newTicket();
    await expect(lost.change(movedTo(ticket, 'closed'))).rejects.toMatchObject(unavailable);
  });
});
