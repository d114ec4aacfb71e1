import { randomUUID } from 'node:crypto';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { compareIndex } from '#core/search/compare-index.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';
import { startEngine } from './engine.ts';
import { served, truth } from './recounted.ts';
import { searchDesk } from './search-histories.ts';
import { foundIn } from './searches.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const dana = agentNamed('Dana');
const itemOf = (ticket: Ticket) => toItem(ticket, 'a write', undefined);

it('finds a survivor, and it alone, by all words of the merged ticket, together with its own; not any more when the merge is undone', async () => {
  const desk = await searchDesk(engine);
  const tickets = dynamoTicketStore(desk.tables.tickets, engine.client);
  const threads = dynamoThreadStore(desk.tables.tickets, engine.client);
  const world = { tickets, threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };
  const consume = desk.newConsumer();
  const stream: DynamoDBRecord[] = [];
  /** Delivers the change of a ticket, and the entry that it came with. */
  const deliver = async (before: Ticket | undefined, after: Ticket) => {
    const { dynamodb, ...record } = recordOf({ ticket: after }, 1);
    const OldImage = before && marshall(itemOf(before), { removeUndefinedValues: true });
    stream.push({
      ...record,
      dynamodb: {
        ...dynamodb,
        ...(OldImage && { OldImage: OldImage as Record<string, AttributeValue> }),
      } as typeof dynamodb & object,
    });
    const entry = await threads.entry(after.id, after.version);
    if (entry) stream.push(insertionOf(toEntryItem(after.id, entry, after.createdAt)));
    await consume({ Records: stream.slice(-2) });
  };
  const get = async ({ id }: Ticket) => (await tickets.get(id)) ?? expect.fail('The ticket is gone.');
  const submit = async (subject: string, message: string) => {
    const at = systemClock.timestamp();
    const ticket = { ...exampleTicket, id: randomUUID(), subject, message, createdAt: at, updatedAt: at };
    await tickets.add(ticket);
    await deliver(undefined, ticket);
    return ticket;
  };
  const find = (q: string) => foundIn(engine, desk.tables, q);
  const expectRight = async () => {
    expect(desk.errors).toEqual([]);
    expect(await compareIndex(desk.index)).toEqual([]);
    const all = await tickets.all([old.id, survivor.id]);
    expect(await served(desk.views)).toEqual(truth(all));
  };

  const old = await submit('Alpha', 'It stops at beta.');
  const survivor = await submit('Gamma', 'It stops.');
  await addMessage(world, old.id, { kind: 'note', author: { type: 'agent', ...dana }, body: 'Delta epsilon' });
  await deliver(old, await get(old));
  const [before, survivorBefore] = [await get(old), await get(survivor)];
  await mergeTickets(world, old.id, survivor.id, dana);
  await deliver(before, await get(old));
  await deliver(survivorBefore, await get(survivor));
  for (const q of [
    'alpha',
    'beta gamma',
    'stops',
    '"stops at beta"',
    '"delta epsilon" gamma',
    'has:note',
    'status:open alpha',
  ]) {
    expect(await find(q), q).toEqual([survivor.id]);
  }
  expect(await find('status:closed')).toEqual([]);
  expect(await find('gamma -delta')).toEqual([]);
  await expectRight();
  await desk.rebuild();
  await expectRight();

  const [merged, surviving] = [await get(old), await get(survivor)];
  await unmergeTicket(world, old.id, dana);
  await deliver(merged, await get(old));
  await deliver(surviving, await get(survivor));
  // Each change arrives again.
  await consume({ Records: stream });
  expect(await find('alpha')).toEqual([old.id]);
  expect(await find('has:note')).toEqual([old.id]);
  expect(await find('gamma -delta')).toEqual([survivor.id]);
  expect((await find('stops')).toSorted()).toEqual([old.id, survivor.id].toSorted());
  await expectRight();
});
