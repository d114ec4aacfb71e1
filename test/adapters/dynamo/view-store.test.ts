import { randomUUID } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { dynamoViewBuilder, scanTickets } from '#adapters/dynamo/dynamo-view-builder.ts';
import { dynamoViewStore } from '#adapters/dynamo/dynamo-view-store.ts';
import { systemClock } from '#adapters/system-clock.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import type { ViewBuilder, ViewStore } from '#core/views/ports.ts';
import { foldInto, projectChanges } from '#core/views/project-changes.ts';
import { rebuildViews } from '#core/views/rebuild-views.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { leftOf, moved, noon, ticketLives } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { createTables } from '#test/local/dynamodb/tables.ts';
import { startEngine, unreachableClient } from './engine.ts';
import { withFates } from './lost-answers.ts';
import { places, rightPlaces, served, truth } from './recounted.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const clock = systemClock;
const unheard = { advance: () => {}, leaveOut: () => {} };

async function emptyViews(): Promise<ViewBuilder & { readonly table: string }> {
  const table = `views-${randomUUID()}`;
  await createTables(engine.client, { ...engine.tables, views: table });
  return { ...dynamoViewBuilder(table, engine.client), table };
}

/** The transactions of a database that does all else. */
const isTransaction = (write: object) => (write instanceof TransactWriteCommand ? 'not done' : 'done');

const newTicket = (changes: Partial<Ticket> = {}): Ticket => ({ ...exampleTicket, id: randomUUID(), ...changes });

/** Each ticket's changes, in order, in one of two shards, some delivered again; each shard is cut into batches at arbitrary points. */
const shards = ticketLives.chain((lives) =>
  fc.record({
    lives: fc.constant(lives),
    shards: fc.tuple(
      ...[0, 1].map((shard) =>
        fc
          .array(fc.tuple(fc.nat({ max: 20 }), fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 12 })
          .map((cuts) => batches(lives.filter((_, index) => index % 2 === shard).flat(), cuts)),
      ),
    ),
  }),
);

/** Returns batches that begin a little before the end of the last one, as Lambda's do when it retries. */
function batches(records: readonly TicketChange[], cuts: readonly (readonly [number, number])[]): TicketChange[][] {
  const all: TicketChange[][] = [];
  let start = 0;
  for (const [back, length] of cuts) {
    const from = Math.max(0, start - back);
    all.push(records.slice(from, start + length));
    start += length;
  }
  return [...all, records.slice(Math.min(start, records.length))].filter(({ length }) => length > 0);
}

/** Returns the changes of all tickets, taken in turns. */
function inTurns(lives: readonly (readonly TicketChange[])[]): TicketChange[] {
  const longest = Math.max(0, ...lives.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lives.flatMap((changes) => changes[turn] ?? [])).flat();
}

async function deliver(views: ViewBuilder, shard: readonly (readonly TicketChange[])[]): Promise<void> {
  for (const batch of shard) await projectChanges({ views, clock }, batch);
}

describe('the views', () => {
  it('converge over several concurrent shards with redelivered batches, and do not change when everything is replayed', async () => {
    await fc.assert(
      fc.asyncProperty(shards, async ({ lives, shards: [one = [], other = []] }) => {
        const views = await emptyViews();
        const expected = truth(leftOf(lives));
        // One shard twice at once: an invocation that Lambda gave up on may still be running when the next one begins.
        await Promise.all([deliver(views, one), deliver(views, other), deliver(views, one)]);
        expect(await served(views)).toEqual(expected);
        expect(await places(engine.client, views.table)).toEqual(rightPlaces(leftOf(lives)));
        const { revision } = await views.state();
        await Promise.all([deliver(views, one), deliver(views, other), deliver(views, one)]);
        expect(await served(views)).toEqual(expected);
        expect(await views.state()).toMatchObject({ revision });
        expect(await places(engine.client, views.table)).toEqual(rightPlaces(leftOf(lives)));
      }),
      { numRuns: Number(process.env.VIEW_RUNS ?? 25) },
    );
  });

  it('converge when a rebuild runs at any point', async () => {
    const pace = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ticketLives, fc.nat({ max: 12 }), pace, async (lives, rebuildAfter, pauses) => {
        const views = await emptyViews();
        const stored = new Map<string, Ticket>();
        const stream: TicketChange[] = [];
        const begun = Promise.withResolvers<void>();
        const write = async () => {
          for (const [index, change] of inTurns(lives).entries()) {
            if (index === rebuildAfter) begun.resolve();
            if (change.removed) stored.delete(change.ticket.id);
            else stored.set(change.ticket.id, change.ticket);
            stream.push(change);
            for (let pause = pauses[index % pauses.length] ?? 0; pause > 0; pause -= 1) await views.state();
          }
          begun.resolve();
          writing = false;
        };
        let writing = true;
        const follow = async () => {
          for (let next = 0; writing || next < stream.length; ) {
            const batch = stream.slice(next, next + 3);
            if (batch.length > 0) await projectChanges({ views, clock }, batch);
            else await views.state();
            next += batch.length;
          }
        };
        const tickets = async function* () {
          for (const [first] of lives) {
            const ticket = first && stored.get(first.ticket.id);
            if (ticket) yield [ticket];
            for (const _ of pauses) await views.state();
          }
        };
        await Promise.all([
          write(),
          follow(),
          begun.promise.then(() => rebuildViews({ views, clock, tickets, ...unheard })),
        ]);
        expect(await served(views)).toEqual(truth([...stored.values()]));
        // A rebuild may leave some where they were when it read them, until it removes what the tickets refute.
        expect(await places(engine.client, views.table)).toEqual(
          expect.arrayContaining(rightPlaces([...stored.values()])),
        );
        expect(await views.state()).toMatchObject({ generation: 2, building: undefined });
      }),
      { numRuns: Number(process.env.VIEW_RUNS ?? 20) },
    );
  });

  describe('and the queues', () => {
    const [ben, eve] = [authorNamed('Ben'), authorNamed('Eve')];
    const first = newTicket();
    const inTurn = [ben, eve, ben].map(({ id, name }, index) => ({
      ticket: { ...first, version: index + 1, assignee: { id, name } },
    })) as [TicketChange, TicketChange, TicketChange];
    const [bens, eves, bensAgain] = inTurn;

    it('have a ticket in its queue although the write of a fold broke, and a later change came with the next attempt', async () => {
      const views = await emptyViews();
      await projectChanges({ views, clock }, [bens]);
      const broken = dynamoViewStore(views.table, withFates(engine.client, isTransaction));
      await expect(projectChanges({ views: broken, clock }, [eves])).rejects.toMatchObject({ refusal: 'unavailable' });
      await projectChanges({ views, clock }, [eves, bensAgain]);
      expect(await places(engine.client, views.table)).toEqual(rightPlaces([bensAgain.ticket]));
    });

    it('have a ticket in its queue although an earlier change is folded at the same time', async () => {
      const views = await emptyViews();
      await projectChanges({ views, clock }, [bens]);
      const late: ViewStore = {
        ...views,
        async apply(...of) {
          await projectChanges({ views, clock }, [eves, bensAgain]);
          return views.apply(...of);
        },
      };
      await projectChanges({ views: late, clock }, [eves]);
      expect(await places(engine.client, views.table)).toEqual(rightPlaces([bensAgain.ticket]));
    });

    it('have a ticket in its queue although later changes overtake a rebuild', async () => {
      const views = await emptyViews();
      await projectChanges({ views, clock }, [bens]);
      const generation = await views.begin();
      await foldInto(views, generation, undefined, [bens]);
      const late: ViewStore = {
        ...views,
        async apply(...of) {
          await projectChanges({ views, clock }, [eves, bensAgain]);
          return views.apply(...of);
        },
      };
      await foldInto(late, generation, undefined, [eves]);
      const right = rightPlaces([bensAgain.ticket]);
      expect(await places(engine.client, views.table)).toEqual(expect.arrayContaining(right));
    });
  });

  it('have a revision and its time, and keep both when nothing is new', async () => {
    const views = await emptyViews();
    expect(await views.state()).toEqual({ generation: 1, revision: 0, changedAt: 0 });
    const ticket = newTicket();
    await projectChanges({ views, clock: { now: () => 1000 } }, [{ ticket }]);
    await projectChanges({ views, clock: { now: () => 2000 } }, [{ ticket }]);
    expect(await views.state()).toMatchObject({ generation: 1, revision: 1, changedAt: 1000 });
  });

  it('take more tickets at once than fit into one transaction', async () => {
    const views = await emptyViews();
    const tickets = Array.from({ length: 120 }, (_, index) => {
      const ticket = newTicket({
        createdAt: noon((index % 28) + 1),
        subject: `word${index} other${index} third${index} fourth${index} fifth${index} sixth${index}`,
      });
      return index % 3 === 0 ? moved(ticket, 'closed', noon(28)) : ticket;
    });
    await projectChanges(
      { views, clock },
      tickets.map((ticket) => ({ ticket })),
    );
    expect(await served(views)).toEqual(truth(tickets));
  });

  it('keep only as many terms of a day as fit, and go on counting those', async () => {
    const views = await emptyViews();
    const createdAt = noon(1);
    const flood = Array.from({ length: 400 }, (_, index) => newTicket({ createdAt, subject: `${index} `.repeat(9) }));
    const common = Array.from({ length: 20 }, () => newTicket({ createdAt, subject: 'Common trouble' }));
    for (const part of [common.slice(0, 10), flood, common.slice(10)]) {
      await projectChanges(
        { views, clock },
        part.map((ticket) => ({ ticket })),
      );
    }
    const terms = (await served(views)).get('2026-11-01#terms') ?? new Map<string, number>();
    expect(Buffer.byteLength([...terms.keys()].join(''))).toBeLessThanOrEqual(8000);
    expect(terms.get('subject\u001fcommon trouble')).toBe(20);
    expect((await served(views)).get('2026-11-01')?.get('opened')).toBe(420);
  });

  it('return the days from a given one on, and the counts', async () => {
    const views = await emptyViews();
    const tickets = [1, 2, 3].map((day) => newTicket({ createdAt: noon(day) }));
    await projectChanges(
      { views, clock },
      tickets.map((ticket) => ({ ticket })),
    );
    const entries = [...(await views.counters(1, '2026-11-02')).keys()];
    expect(entries).toEqual(['2026-11-02', '2026-11-02#terms', '2026-11-03', '2026-11-03#terms', 'counts']);
  });

  it('are unavailable, not empty, when the database is unreachable', async () => {
    const views = dynamoViewBuilder('views', unreachableClient());
    const unavailable = { refusal: 'unavailable' };
    await expect(views.state()).rejects.toMatchObject(unavailable);
    await expect(views.counters(1)).rejects.toMatchObject(unavailable);
    await expect(views.known(1, { ids: ['x'], terms: [] })).rejects.toMatchObject(unavailable);
    const nothing = { steps: [], moves: [], listMoves: [], added: new Map() };
    await expect(views.apply(1, 0, nothing)).rejects.toMatchObject(unavailable);
    await expect(views.revise(0)).rejects.toMatchObject(unavailable);
    await expect(views.begin()).rejects.toMatchObject(unavailable);
  });
});

describe('a rebuild', () => {
  const none = async function* () {};

  it('reads the tickets from their table, and serves the previous counts until it is complete', async () => {
    const views = await emptyViews();
    const table = `tickets-${randomUUID()}`;
    await createTables(engine.client, { ...engine.tables, tickets: table });
    const store = dynamoTicketStore(table, engine.client);
    const tickets = Array.from({ length: 60 }, () => newTicket());
    for (const ticket of tickets) await store.add(ticket);
    const [first] = tickets as [Ticket];
    await projectChanges({ views, clock }, [{ ticket: first }]);
    let folded = 0;
    await rebuildViews({
      views,
      clock,
      tickets: async function* () {
        for await (const page of scanTickets(engine.client, table)) {
          yield page;
          expect(await served(views)).toEqual(truth([first]));
        }
      },
      ...unheard,
      advance: (count) => {
        folded += count;
      },
    });
    expect(folded).toBe(60);
    expect(await served(views)).toEqual(truth(tickets));
  });

  it('corrects what was wrong, repeatedly, and keeps no older generation but the previous one', async () => {
    const views = await emptyViews();
    const ticket = newTicket();
    await projectChanges({ views, clock }, [{ ticket }, { ticket: newTicket() }]);
    const tickets = async function* () {
      yield [ticket];
    };
    for (const generation of [2, 3, 4]) {
      await rebuildViews({ views, clock, tickets, ...unheard });
      expect(await views.state()).toMatchObject({ generation });
      expect(await served(views)).toEqual(truth([ticket]));
    }
    expect((await views.counters(1)).size + (await views.counters(2)).size).toBe(0);
    expect((await views.counters(3)).size).toBeGreaterThan(0);
  });

  it("reports a ticket that can't be folded, and folds the ones around it", async () => {
    const views = await emptyViews();
    // DynamoDB refuses a counter with such a long name.
    const bad = { ...newTicket(), supportTier: 'x'.repeat(410_000) };
    const good = Array.from({ length: 9 }, () => newTicket());
    const tickets = async function* () {
      yield [...good.slice(0, 4), bad, ...good.slice(4)];
    };
    const leftOut: string[] = [];
    let folded = 0;
    const advance = (count: number) => {
      folded += count;
    };
    await rebuildViews({ views, clock, tickets, advance, leaveOut: ({ id }) => leftOut.push(id) });
    expect(leftOut).toEqual([bad.id]);
    expect(folded).toBe(9);
    expect(await served(views)).toEqual(truth(good));
  });

  it('fails when the database is unreachable, instead of leaving tickets out', async () => {
    const views = await emptyViews();
    const leftOut: string[] = [];
    const rebuild = rebuildViews({
      views: { ...views, apply: dynamoViewBuilder('views', unreachableClient()).apply },
      clock,
      tickets: async function* () {
        yield [newTicket(), newTicket()];
      },
      advance: () => {},
      leaveOut: ({ id }) => leftOut.push(id),
    });
    await expect(rebuild).rejects.toMatchObject({ refusal: 'unavailable' });
    expect(leftOut).toEqual([]);
  });

  it('that is interrupted leaves what is served, and the next one starts over', async () => {
    const views = await emptyViews();
    const [one, other] = [newTicket(), newTicket()];
    await projectChanges({ views, clock }, [{ ticket: one }]);
    const broken = async function* (): AsyncGenerator<Ticket[]> {
      yield [one, other];
      throw new Error('The connection broke.');
    };
    await expect(rebuildViews({ views, clock, tickets: broken, ...unheard })).rejects.toThrow('The connection broke.');
    expect(await served(views)).toEqual(truth([one]));
    await projectChanges({ views, clock }, [{ ticket: other }]);
    expect(await served(views)).toEqual(truth([one, other]));
    const tickets = async function* () {
      yield [one, other];
    };
    await rebuildViews({ views, clock, tickets, ...unheard });
    expect(await served(views)).toEqual(truth([one, other]));
    expect((await views.counters(2)).size).toBe(0);
  });

  it('gives way to one that began later', async () => {
    const views = await emptyViews();
    const overtaken = async function* () {
      await rebuildViews({ views, clock, tickets: none, ...unheard });
      yield [newTicket()];
    };
    const rebuild = rebuildViews({ views, clock, tickets: overtaken, ...unheard });
    await expect(rebuild).rejects.toThrow('Another rebuild');
    expect(await served(views)).toEqual(new Map());
  });
});
