import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoQueues, enterQueue, leaveQueue } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { removeRefutedPlaces, scanPlaces } from '#adapters/dynamo/queue-places.ts';
import type { Agent } from '#core/agents/agent.ts';
import type { Team } from '#core/agents/team.ts';
import { queuePage } from '#core/ticket/queue-page.ts';
import { newestFirst, type Ticket } from '#core/ticket/ticket.ts';
import { noon } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine, unreachableClient } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const member = (isActive: boolean): Agent => {
  const id = randomUUID();
  return { id, name: `Agent ${id}`, email: null, role: 'agent', isActive, createdAt: noon(1) };
};
const stores = () => ({
  queues: dynamoQueues(engine.tables.views, engine.client),
  tickets: dynamoTicketStore(engine.tables.tickets, engine.client),
});
async function move(ticket: Ticket, from: string | undefined, to: string | undefined, version = ticket.version) {
  const { client, tables } = engine;
  await enterQueue(client, tables.views, { ticket, version, from, to });
  await leaveQueue(client, tables.views, { ticket, version, from, to });
}

/** Stores a ticket of an agent, and puts it into their queue. */
async function add({ id, name }: Agent, day: number): Promise<Ticket> {
  const ticket = { ...exampleTicket, id: randomUUID(), createdAt: noon(day), assignee: { id, name } };
  await stores().tickets.add(ticket);
  await move(ticket, undefined, id);
  return ticket;
}

const idsOf = (tickets: readonly { readonly id: string }[]) => tickets.map(({ id }) => id);
const teamOf = (...agents: Agent[]): Team => ({ version: 1, agents });

describe('a queue', () => {
  it('is read page by page, newest first, each ticket once', async () => {
    const ben = member(true);
    const all = [];
    for (const day of [3, 1, 2, 2, 5, 2, 4]) all.push(await add(ben, day));
    const read: string[] = [];
    let after: Ticket | undefined;
    for (let more = true; more; ) {
      const page = await queuePage(stores(), teamOf(ben), ben.id, 3, after);
      read.push(...idsOf(page.tickets));
      after = page.tickets.at(-1);
      more = page.more;
    }
    expect(read).toEqual(idsOf(all.toSorted(newestFirst)));
  });

  it('leaves out tickets that have left it, and goes on until one is in it or none follows', async () => {
    const ben = member(true);
    const staying = await add(ben, 1);
    for (const day of [2, 3, 4, 5])
      await move({ ...exampleTicket, id: randomUUID(), createdAt: noon(day) }, undefined, ben.id);
    expect(await queuePage(stores(), teamOf(ben), ben.id, 2, undefined)).toMatchObject({
      tickets: [{ id: staying.id }],
      more: false,
    });
    expect(await queuePage(stores(), teamOf(ben), ben.id, 2, staying)).toEqual({ tickets: [], more: false });
  });

  it('of nobody has the tickets of agents who are inactive, whose own queues read as empty', async () => {
    const ben = member(false);
    const eve = member(true);
    const bens = await add(ben, 7);
    const eves = await add(eve, 8);
    const nobodys = idsOf((await queuePage(stores(), teamOf(ben, eve), 'none', 100, undefined)).tickets);
    expect(nobodys).toContain(bens.id);
    expect(nobodys).not.toContain(eves.id);
    expect(await queuePage(stores(), teamOf(ben, eve), ben.id, 100, undefined)).toEqual({ tickets: [], more: false });
  });

  it('ignores a move that comes late or again', async () => {
    const [ben, eve] = [member(true), member(true)];
    const ticket = await add(ben, 1);
    const placesOf = async () =>
      (await Array.fromAsync(scanPlaces(engine.client, engine.tables.views)))
        .flat()
        .filter(({ id }) => id === ticket.id)
        .map(({ queue }) => queue);
    await move(ticket, ben.id, eve.id, 2);
    await move(ticket, eve.id, ben.id, 3);
    await move(ticket, ben.id, undefined, 2);
    await move(ticket, undefined, ben.id, 1);
    expect(await placesOf()).toEqual([ben.id]);
    // Later than all: the queue of an agent that the ticket's last version is no longer in.
    await move(ticket, undefined, eve.id, 2);
    await removeRefutedPlaces(engine.client, engine.tables.tickets, engine.tables.views);
    expect(await placesOf()).toEqual([ben.id]);
  });

  it('is unavailable, not empty, when the database is unreachable', async () => {
    const queues = dynamoQueues('views', unreachableClient());
    await expect(queues.page(['none'], 1)).rejects.toMatchObject({ refusal: 'unavailable' });
  });
});
