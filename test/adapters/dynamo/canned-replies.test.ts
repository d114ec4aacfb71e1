import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { dynamoCannedReplies } from '#adapters/dynamo/dynamo-canned-replies.ts';
import { documentClient } from '#adapters/dynamo/dynamo-client.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { CannedReply, CannedReplyStore } from '#core/canned/canned-reply.ts';
import { saveCannedReply } from '#core/canned/canned-reply.ts';
import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import { conflict, type Fate } from '#test/faults/fates.ts';
import { startFaultyProxy } from '#test/faults/faulty-proxy.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let replies: CannedReplyStore;
beforeAll(async () => {
  engine = await startEngine();
  replies = dynamoCannedReplies(engine.tables.tickets, engine.client);
});
afterAll(() => engine.close());

const reply = (changes: Partial<CannedReply> = {}): CannedReply => ({
  id: randomUUID(),
  name: 'Thanks',
  body: 'Thank you, {customer_name}!',
  updatedAt: '2026-11-24T09:00:00.000000000Z',
  ...changes,
});

/** Stores a reply, whatever else is stored. */
async function put(one: CannedReply): Promise<void> {
  const { revision } = await replies.all();
  expect(await replies.put(one, revision)).toBe(true);
}

/** Stores them one after another, without reading all of them each time. */
async function putAll(all: readonly CannedReply[]): Promise<void> {
  const { revision } = await replies.all();
  for (const [index, one] of all.entries()) expect(await replies.put(one, revision + index)).toBe(true);
}

afterEach(async () => {
  for (const { id } of (await replies.all()).replies) await replies.remove(id);
});

/** The store behind a proxy: its first writes meet these fates, and before the last of them someone else writes. */
async function repliesUnder(fates: readonly Fate[], meanwhile: () => Promise<unknown>): Promise<CannedReplyStore> {
  const proxy = await startFaultyProxy(engine.endpoint);
  onTestFinished(proxy.close);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = documentClient({ endpoint: proxy.endpoint, region: 'eu-central-1', credentials });
  const course = [...fates];
  proxy.decideBy(async (operation) => {
    if (operation !== 'TransactWriteItems' && operation !== 'DeleteItem') return 'passes';
    const fate = course.shift() ?? 'passes';
    if (course.length === 0) await meanwhile();
    return fate;
  });
  return dynamoCannedReplies(engine.tables.tickets, client);
}

describe('a canned reply, when the database’s response is lost,', () => {
  it('is saved once and does not overwrite what someone else saved since', async () => {
    const one = reply();
    const newer = { ...one, body: 'Newer.', updatedAt: '2026-11-24T10:00:00.000000000Z' };
    const { revision } = await replies.all();
    const refused = conflict('TransactWriteItems');
    const under = await repliesUnder(['is dropped after', refused, 'passes'], () => put(newer));
    expect(await under.put(one, revision)).toBe(true);
    expect((await replies.all()).replies).toEqual([newer]);
  });

  it('is removed once and leaves what someone else saved since', async () => {
    const one = reply();
    const newer = { ...one, body: 'Newer.', updatedAt: '2026-11-24T10:00:00.000000000Z' };
    await put(one);
    const under = await repliesUnder(['is dropped after', 'passes'], () => put(newer));
    await under.remove(one.id);
    expect((await replies.all()).replies).toEqual([newer]);
  });
});

describe('canned replies', () => {
  it('are stored, replaced and removed; removing one that is already gone succeeds', async () => {
    const [one, other] = [reply(), reply({ name: 'Refund' })];
    await put(one);
    await put(other);
    const actions = { status: 'closed', assignee: null, tags: ['billing'] } as const;
    const renamed = { ...one, name: 'Many thanks', actions, updatedAt: '2026-11-24T10:00:00.000000000Z' };
    await put(renamed);
    expect((await replies.all()).replies.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([renamed, other]);
    await replies.remove(one.id);
    await replies.remove(one.id);
    expect((await replies.all()).replies).toEqual([other]);
  });

  it('are all found, however many pages of the database they fill', async () => {
    const body = 'x'.repeat(cannedReplyLimits.body);
    const ids = Array.from({ length: cannedReplyLimits.replies }, () => randomUUID());
    await putAll(ids.map((id) => reply({ id, body })));
    expect((await replies.all()).replies.map(({ id }) => id).sort()).toEqual(ids.toSorted());
  });

  it('stay within the limit when sixteen agents add the last one at once', async () => {
    await putAll(Array.from({ length: cannedReplyLimits.replies - 1 }, () => reply()));
    const world = { cannedReplies: replies, clock: systemClock, pause: randomPause };
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, () => saveCannedReply(world, randomUUID(), { name: 'The last', body: 'Hello.' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await replies.all()).replies).toHaveLength(cannedReplyLimits.replies);
  });

  it('are stored beside the tickets, where no list or view mistakes them for tickets', async () => {
    const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
    const ticket = { ...exampleTicket, id: randomUUID() };
    await tickets.add(ticket);
    const one = reply({ actions: { status: 'open' } });
    await put(one);
    const { Item } = await engine.client.send(
      new GetCommand({
        TableName: engine.tables.tickets,
        Key: { id: 'canned-replies', entry: `canned-reply#${one.id}` },
      }),
    );
    const { name, body, updatedAt } = one;
    expect(Item).toEqual({
      id: 'canned-replies',
      entry: `canned-reply#${one.id}`,
      name,
      body,
      actions: { status: 'open' },
      updated_at: updatedAt,
    });
    const leftOut: string[] = [];
    const scanned = await Array.fromAsync(scanTickets(engine.client, engine.tables.tickets, (id) => leftOut.push(id)));
    expect(scanned.flat().map(({ id }) => id)).toEqual([ticket.id]);
    expect(leftOut).toEqual([]);
    expect((await tickets.page('all', 100)).tickets.map(({ id }) => id)).toEqual([ticket.id]);
    const { Count } = await engine.client.send(
      new QueryCommand({
        TableName: engine.tables.tickets,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': 'canned-replies' },
      }),
    );
    // The reply, and the item with the revision.
    expect(Count).toBe(2);
  });

  it('are unavailable when the database is', async () => {
    const lost = dynamoCannedReplies('tickets', unreachableClient());
    for (const call of [lost.all(), lost.put(reply(), 0), lost.remove(randomUUID())]) {
      await expect(call).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});
