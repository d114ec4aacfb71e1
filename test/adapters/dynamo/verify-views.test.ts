import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enterQueue, leaveQueue } from '#adapters/dynamo/dynamo-queues.ts';
import { dynamoViewBuilder } from '#adapters/dynamo/dynamo-view-builder.ts';
import { scanPlaces } from '#adapters/dynamo/queue-places.ts';
import { countersKey } from '#adapters/dynamo/view-items.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { ViewBuilder } from '#core/views/ports.ts';
import { projectChanges } from '#core/views/project-changes.ts';
import { verifyViews } from '#core/views/verify-views.ts';
import { moved, noon } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
let table: string;
let views: ViewBuilder;
let stored: Ticket[];

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  table = `views-${randomUUID()}`;
  await createTables(engine.client, { ...engine.tables, views: table });
  views = dynamoViewBuilder(table, engine.client);
  stored = [1, 2, 3].map((day) => ({ ...exampleTicket, id: randomUUID(), createdAt: noon(day) }));
  await project(stored);
});

const project = (tickets: readonly Ticket[]) =>
  projectChanges(
    { views, clock: systemClock },
    tickets.map((ticket) => ({ ticket })),
  );

const close = (ticket: Ticket) => moved(ticket, 'closed', noon(5));

/** Adds to a number in the views without their knowledge. */
const falsify = (entry: string, name: string, by: number) =>
  engine.client.send(
    new UpdateCommand({
      TableName: table,
      Key: countersKey(1, entry),
      UpdateExpression: 'ADD #name :by',
      ExpressionAttributeNames: { '#name': name },
      ExpressionAttributeValues: { ':by': by },
    }),
  );

const verify = (pause: () => Promise<void> = async () => {}) =>
  verifyViews({
    views,
    places: () => scanPlaces(engine.client, table),
    pause,
    advance: () => {},
    tickets: async function* () {
      yield [...stored];
    },
  });

describe('verifying the views', () => {
  it('finds nothing when they match the tickets', async () => {
    expect(await verify()).toEqual([]);
  });

  it.each([
    ['2026-11-02', 'opened', 1],
    ['2026-11-04', 'closed', 1],
    ['counts', 'tickets\u001fopen\u001fnormal\u001fEmail (48h response)', -1],
    ['2026-11-03#terms', 'word\u001fnobody', 1],
  ])('finds a wrong number: %s %s', async (entry, name, by) => {
    await falsify(entry, name, by);
    const differences = await verify();
    expect(differences.map(({ what }) => what)).toContain(`${entry} ${name.replaceAll('\u001f', ' ')}`);
  });

  it('finds a ticket that the views lack, or have in an old version', async () => {
    const missed = { ...exampleTicket, id: randomUUID(), createdAt: noon(1) };
    const [first, ...rest] = stored as [Ticket, ...Ticket[]];
    stored = [close(first), ...rest, missed];
    expect(await verify()).toEqual(
      expect.arrayContaining([
        { what: `version of ticket ${first.id}`, told: 1, truth: 2 },
        { what: `version of ticket ${missed.id}`, told: 0, truth: 1 },
      ]),
    );
  });

  it('finds a ticket in a queue that it isn’t in, and one that its queue lacks', async () => {
    const [one, other] = stored as [Ticket, Ticket];
    const move = { version: 1, from: 'none', to: undefined };
    await leaveQueue(engine.client, table, { ...move, ticket: one, version: 2 });
    await enterQueue(engine.client, table, { ...move, ticket: other, from: undefined, to: 'ben' });
    expect(await verify()).toEqual([
      { what: `ticket ${one.id} in the queue of none`, told: 0, truth: 1 },
      { what: `ticket ${other.id} in the queue of ben`, told: 1, truth: 0 },
    ]);
  });

  it('finds a ticket that is in the views but no longer on the desk', async () => {
    stored = stored.slice(1);
    const differences = await verify();
    expect(differences).toContainEqual({ what: '2026-11-01 opened', told: 1, truth: 0 });
  });

  it('waits for changes in progress', async () => {
    const [first, ...rest] = stored as [Ticket, ...Ticket[]];
    stored = [close(first), ...rest];
    expect(await verify(() => project(stored))).toEqual([]);
  });

  it('is not misled by a change during each pass', async () => {
    const opened = (day: number) => ({ ...exampleTicket, id: randomUUID(), createdAt: noon(day) });
    let day = 6;
    const comings = async () => {
      await project(stored);
      stored = [...stored, opened(day)];
      day += 1;
    };
    stored = [...stored, opened(5)];
    expect(await verify(comings)).toEqual([]);
  });
});
