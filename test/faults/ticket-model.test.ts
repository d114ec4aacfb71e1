import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { startEngine } from '#test/adapters/dynamo/engine.ts';
import { commands, type Model, type Real } from './ticket-model.ts';

const runs = Number(process.env.MODEL_RUNS ?? 250);

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

it(`a ticket behaves like its model in ${runs} runs`, { timeout: 900_000 }, async () => {
  const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
  const setup = (): { model: Model; real: Real } => {
    const customer = { issuer: 'shop', userId: randomUUID(), email: 'customer@example.com', creditsPurchased: 100 };
    return {
      model: { tickets: [] },
      real: {
        tickets,
        threads,
        clock: systemClock,
        newId: randomUUID,
        newEntryId: entryIdAt,
        pause: randomPause,
        customer: customer as Real['customer'],
      },
    };
  };
  const done = new Set<string>();
  await fc.assert(
    fc.asyncProperty(commands, async (course) => {
      await fc.asyncModelRun(setup, course);
      for (const command of course) done.add(String(command).split(/[ ,]/)[0] ?? '');
    }),
    { numRuns: runs },
  );
  expect([...done].sort()).toEqual(['closed', 'get', 'in_progress', 'list', 'open', 'submit']);
});
