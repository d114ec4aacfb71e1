import { randomUUID } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoCannedReplies } from '../../functions/adapters/dynamo-canned-replies.ts';
import { dynamoTicketStore } from '../../functions/adapters/dynamo-ticket-store.ts';
import { scanTickets } from '../../functions/adapters/dynamo-view-builder.ts';
import type { CannedReply, CannedReplyStore } from '../../functions/core/canned-reply.ts';
import { cannedReplyLimits } from '../../functions/core/draft-limits.ts';
import { exampleTicket } from '../http/example-ticket.ts';
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

async function emptied(): Promise<void> {
  for (const { id } of await replies.all()) await replies.remove(id);
}

describe('canned replies', () => {
  it('are stored, replaced and removed; removing what is gone is no mistake', async () => {
    const [one, other] = [reply(), reply({ name: 'Refund' })];
    await replies.put(one);
    await replies.put(other);
    const renamed = { ...one, name: 'Many thanks', updatedAt: '2026-11-24T10:00:00.000000000Z' };
    await replies.put(renamed);
    expect((await replies.all()).toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([renamed, other]);
    await replies.remove(one.id);
    await replies.remove(one.id);
    expect(await replies.all()).toEqual([other]);
    await emptied();
  });

  it('are all found, however many pages of the database they take', async () => {
    const body = 'x'.repeat(cannedReplyLimits.body);
    const ids = Array.from({ length: cannedReplyLimits.replies }, () => randomUUID());
    await Promise.all(ids.map((id) => replies.put(reply({ id, body }))));
    expect((await replies.all()).map(({ id }) => id).sort()).toEqual(ids.toSorted());
    await emptied();
  });

  it('are items of their own beside the tickets, which no list and no view takes for one', async () => {
    const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
    const ticket = { ...exampleTicket, id: randomUUID() };
    await tickets.add(ticket);
    const one = reply();
    await replies.put(one);
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
    expect(Count).toBe(1);
  });

  it('are unavailable when the database is', async () => {
    const lost = dynamoCannedReplies('tickets', unreachableClient());
    for (const call of [lost.all(), lost.put(reply()), lost.remove(randomUUID())]) {
      await expect(call).rejects.toMatchObject({ refusal: 'unavailable' });
    }
  });
});
