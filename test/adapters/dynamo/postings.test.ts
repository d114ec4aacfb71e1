import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { listKey, wordKey } from '#adapters/dynamo/view-items.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { compareIndex } from '#core/search/compare-index.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import type { ViewBuilder } from '#core/views/ports.ts';
import { foldInto, projectChanges } from '#core/views/project-changes.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { noon } from '#test/core/views/ticket-lives.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';
import { startEngine } from './engine.ts';
import { histories, searchDesk } from './search-histories.ts';
import { foundIn, queries, scannedIn } from './searches.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const missingOf = async (desk: Awaited<ReturnType<typeof searchDesk>>) =>
  (await compareIndex(desk.index)).filter(({ told }) => told === 0).map(({ what }) => what);

describe('the index', () => {
  it('has all that the tickets demand whatever arrives late, twice or reversed, at once and during a rebuild, and after a rebuild nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(histories, queries, async ({ versions, deliveries, rebuildAfter, order }, asked) => {
        const desk = await searchDesk(engine);
        const [one, other] = [desk.newConsumer(), desk.newConsumer()];
        const deliver = async (Records: DynamoDBRecord[], twiceAtOnce: boolean) => {
          await Promise.all([one({ Records }), ...(twiceAtOnce ? [other({ Records: Records.toReversed() })] : [])]);
        };
        const stream: DynamoDBRecord[] = [];
        const rebuilds: Promise<void>[] = [];
        for (const [turn, { items, records }] of versions.entries()) {
          for (const item of items) await desk.put(item);
          stream.push(...records);
          if (turn === rebuildAfter) rebuilds.push(desk.rebuild());
          const { which = [], twiceAtOnce = false } = deliveries[turn] ?? {};
          await deliver(
            which.flatMap((back) => stream.at(-1 - back) ?? []),
            twiceAtOnce,
          );
        }
        await deliver(order === 'reversed' ? stream.toReversed() : stream, true);
        await Promise.all(rebuilds);
        expect(desk.errors).toEqual([]);
        expect(await missingOf(desk)).toEqual([]);
        // What is left over is found by no search.
        for (const q of asked)
          expect(await foundIn(engine, desk.tables, q), q).toEqual(await scannedIn(engine, desk.tables, q));
        await desk.rebuild();
        expect(await compareIndex(desk.index)).toEqual([]);
      }),
      { numRuns: Number(process.env.INDEX_RUNS ?? 10) },
    );
  });

  const targets = { calendar: null, replyDueAt: 60_000, resolveDueAt: null, repliedAt: null, pausedAt: null };
  const ticket: Ticket = { ...exampleTicket, id: crypto.randomUUID(), createdAt: noon(1), targets };
  const dueAtMinute = 'due#1970-01-01T00:01:00.000Z';
  const reply: Entry = {
    ...{ id: crypto.randomUUID(), version: 2, kind: 'reply', author: { type: 'customer' }, createdAt: noon(2) },
    ...{ changes: [], body: 'Frobnicate it.' },
  };
  const replyItem = toEntryItem(ticket.id, reply, ticket.createdAt);
  const submitted = async () => {
    const desk = await searchDesk(engine);
    await desk.put(toItem(ticket, 'a write', undefined));
    await desk.newConsumer()({ Records: [recordOf({ ticket }, 1)] });
    return desk;
  };

  describe('has a ticket, where it is and nowhere else, although an earlier change is folded at the same time', () => {
    const assigned = (name: string, version: number): TicketChange => ({
      ticket: { ...ticket, assignee: authorNamed(name), version },
    });
    const [bens, eves, bensAgain] = [assigned('Ben', 1), assigned('Eve', 2), assigned('Ben', 3)];
    const clock = systemClock;

    /** Folds a change, while something else happens between its reading and its writing. */
    async function whileFolding(meanwhile: (views: ViewBuilder) => Promise<unknown>) {
      const desk = await searchDesk(engine);
      await desk.put(toItem(bensAgain.ticket, 'a write', undefined));
      await desk.newConsumer()({ Records: [recordOf(bens, 1)] });
      let happened: Promise<unknown> | undefined;
      const late: ViewBuilder = {
        ...desk.views,
        async apply(...of) {
          happened ??= meanwhile(desk.views);
          await happened;
          return desk.views.apply(...of);
        },
      };
      await projectChanges({ views: late, clock }, [eves]);
      return (await compareIndex(desk.index)).filter(({ what }) => what.includes('#assignee'));
    }

    it('as a later one', async () => {
      expect(await whileFolding((views) => projectChanges({ views, clock }, [eves, bensAgain]))).toEqual([]);
    });

    it('as a later one into the generation that is being built', async () => {
      const rebuild = async (views: ViewBuilder) => foldInto(views, await views.begin(), undefined, [bensAgain]);
      expect(await whileFolding(rebuild)).toEqual([]);
    });
  });

  it('begins a new revision for words that come without their ticket, which had its own before', async () => {
    const desk = await submitted();
    const { revision } = await desk.views.state();
    await desk.newConsumer()({ Records: [insertionOf(replyItem)] });
    expect((await desk.views.state()).revision).toBe(revision + 1);
    const status = toEntryItem(ticket.id, { ...reply, kind: 'change', body: undefined }, ticket.createdAt);
    await desk.newConsumer()({ Records: [insertionOf(status)] });
    expect((await desk.views.state()).revision).toBe(revision + 1);
  });

  it('is complete for a desk that had none, and for entries that don’t say when their ticket was submitted', async () => {
    const desk = await searchDesk(engine);
    await desk.put(toItem(ticket, 'a write', undefined));
    await desk.put(toEntryItem(ticket.id, reply));
    expect(await missingOf(desk)).toContain(`ticket ${ticket.id} of ${noon(1)} in the list word#frobnicate`);
    await desk.rebuild();
    expect(await compareIndex(desk.index)).toEqual([]);
  });

  it('loses a removed ticket with its entries, but not for an entry alone', async () => {
    const desk = await submitted();
    await desk.put(replyItem);
    const consume = desk.newConsumer();
    await consume({ Records: [insertionOf(replyItem)] });
    const { dynamodb, ...record } = insertionOf(replyItem);
    const removal = { ...record, eventName: 'REMOVE', dynamodb: { OldImage: dynamodb?.NewImage ?? {} } } as const;
    await consume({ Records: [removal] });
    expect(await missingOf(desk)).toEqual([]);
    const Key = { id: ticket.id };
    for (const entry of ['ticket', replyItem.entry]) {
      await engine.client.send(new DeleteCommand({ TableName: desk.tables.tickets, Key: { ...Key, entry } }));
    }
    await consume({ Records: [removal, recordOf({ ticket, removed: true }, 1)] });
    expect(await compareIndex(desk.index)).toEqual([]);
  });

  it.each([
    ['a place', listKey('word#help', ticket), `ticket ${ticket.id} of ${noon(1)} in the list word#help`],
    ['a fact', listKey('fact#status:open', ticket), `ticket ${ticket.id} of ${noon(1)} in the list fact#status:open`],
    ['what is due', listKey(dueAtMinute, ticket), `ticket ${ticket.id} of ${noon(1)} in the list ${dueAtMinute}`],
    ['a word', wordKey('help'), 'help in the dictionary'],
  ])('is found to lack %s', async (_, Key, what) => {
    const desk = await submitted();
    await engine.client.send(new DeleteCommand({ TableName: desk.tables.views, Key }));
    expect(await compareIndex(desk.index)).toEqual([{ what, told: 0, truth: 1 }]);
    await desk.rebuild();
    expect(await compareIndex(desk.index)).toEqual([]);
  });

  it.each([
    ['a word', 'note#help', {}],
    ['a fact', 'fact#tag:gone', { version: 1 }],
    ['a due time', 'due#2026-11-29T00:00:00.000Z', { version: 1 }],
  ])('is found to have %s too many', async (_, list, attributes) => {
    const desk = await submitted();
    const Item = { ...listKey(list, ticket), ...attributes };
    await engine.client.send(new PutCommand({ TableName: desk.tables.views, Item }));
    const what = `ticket ${ticket.id} of ${noon(1)} in the list ${list}`;
    expect(await compareIndex(desk.index)).toEqual([{ what, told: 1, truth: 0 }]);
    await desk.rebuild();
    expect(await compareIndex(desk.index)).toEqual([]);
  });
});
