import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dynamoQueues, enterQueue } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Agent } from '#core/agents/agent.ts';
import { withinDeadline } from '#core/deadline.ts';
import { unavailable } from '#core/errors.ts';
import { handBack } from '#core/ticket/hand-back.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { noon } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const member = (name: string, isActive: boolean): Agent => ({
  id: randomUUID(),
  name,
  email: null,
  role: 'agent',
  isActive,
  createdAt: noon(1),
});
let [ben, eve] = [member('Ben', false), member('Eve', true)];
beforeEach(() => {
  [ben, eve] = [member('Ben', false), member('Eve', true)];
});

const stores = () => ({
  queues: dynamoQueues(engine.tables.views, engine.client),
  tickets: dynamoTicketStore(engine.tables.tickets, engine.client),
  threads: dynamoThreadStore(engine.tables.tickets, engine.client),
});
const world = (failed = (ticketId: string) => expect.fail(ticketId)) => ({
  ...stores(),
  team: { get: async () => ({ version: 1, agents: [ben, eve] }) },
  clock: systemClock,
  newEntryId: entryIdAt,
  pause: randomPause,
  turn: async () => {},
  failed,
});

/** Stores a ticket of an agent, and puts it into their queue. */
async function add({ id, name }: Agent, changes: Partial<Ticket> = {}): Promise<Ticket> {
  const ticket = { ...exampleTicket, id: randomUUID(), assignee: { id, name }, ...changes };
  await stores().tickets.add(ticket);
  await enterQueue(engine.client, engine.tables.views, { ticket, version: 1, from: undefined, to: id });
  return ticket;
}
const stored = async ({ id }: Ticket) => (await stores().tickets.get(id)) ?? expect.fail('The ticket is gone.');

describe('the tickets of an agent who was deactivated', () => {
  it('are handed back, each once and with an entry that says so; others’ tickets stay', async () => {
    const bens = await Promise.all(Array.from({ length: 120 }, () => add(ben)));
    const eves = await add(eve);
    const counts = await Promise.all([handBack(world()), handBack(world())]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(120);
    for (const ticket of bens) expect(await stored(ticket)).toMatchObject({ assignee: null, version: 2 });
    expect(await stored(eves)).toMatchObject({ assignee: { id: eve.id }, version: 1 });
    const [first] = bens as [Ticket];
    expect(await stores().threads.entry(first.id, 2)).toMatchObject({
      kind: 'change',
      author: { type: 'system' },
      changes: [{ field: 'assignee', from: { id: ben.id, name: 'Ben' }, to: null }],
    });
    // The queue still has them until the views follow.
    expect((await Array.fromAsync(scanPlaces(engine.client, engine.tables.views))).flat().length).toBeGreaterThan(120);
    expect(await handBack(world())).toBe(0);
  });

  it('stay if they were closed, or given to somebody else, in the meantime', async () => {
    const closed = await add(ben, { status: 'closed', closedAt: noon(2) });
    const given = await add(ben, { assignee: { id: eve.id, name: 'Eve' } });
    expect(await handBack(world())).toBe(0);
    expect((await stored(closed)).assignee).toEqual({ id: ben.id, name: 'Ben' });
    expect((await stored(given)).assignee).toEqual({ id: eve.id, name: 'Eve' });
  });

  it('are handed back although one of them is gone, and one can’t be changed now', async () => {
    const gone = { ...exampleTicket, id: randomUUID() };
    await enterQueue(engine.client, engine.tables.views, { ticket: gone, version: 1, from: undefined, to: ben.id });
    const [busy, other] = [await add(ben), await add(ben)];
    const { tickets, ...rest } = world();
    const failed: string[] = [];
    const held = {
      ...rest,
      tickets: {
        ...tickets,
        get: async (id: string) => (id === busy.id ? Promise.reject(unavailable('Later.')) : tickets.get(id)),
      },
      failed: (id: string) => void failed.push(id),
    };
    expect(await handBack(held)).toBe(1);
    expect(failed).toEqual([busy.id]);
    expect((await stored(other)).assignee).toBeNull();
    expect(await handBack(world())).toBe(1);
    expect((await stored(busy)).assignee).toBeNull();
  });

  it('are left to the next call when time runs out', async () => {
    const ticket = await add(ben);
    expect(await withinDeadline(1000, () => handBack(world()))).toBe(0);
    expect((await stored(ticket)).version).toBe(1);
  });
});
