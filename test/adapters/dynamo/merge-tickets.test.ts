import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dynamoThreadStore } from '#adapters/dynamo/dynamo-thread-store.ts';
import { dynamoTicketStore } from '#adapters/dynamo/dynamo-ticket-store.ts';
import { entryIdAt } from '#adapters/entry-id.ts';
import { randomPause } from '#adapters/random-pause.ts';
import { systemClock } from '#adapters/system-clock.ts';
import { DeskError } from '#core/errors.ts';
import { addMessage } from '#core/ticket/add-message.ts';
import { changeFields } from '#core/ticket/change-fields.ts';
import { latestOf } from '#core/ticket/latest-message.ts';
import { mergeTickets, unmergeTicket } from '#core/ticket/merge-tickets.ts';
import { statuses, type Ticket } from '#core/ticket/ticket.ts';
import { agentNamed, authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { startEngine } from './engine.ts';

let engine: Awaited<ReturnType<typeof startEngine>>;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.close());

const TICKETS = 4;
const dana = agentNamed('Dana');
const index = fc.nat({ max: TICKETS - 1 });

/** A step of one of several agents, or of the customer. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('write' as const), one: index, byCustomer: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('merge' as const), one: index, other: index }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('unmerge' as const), one: index }) },
  fc.record({ does: fc.constant('move' as const), one: index, status: fc.constantFrom(...statuses) }),
);

type Action = typeof step extends fc.Arbitrary<infer One> ? One : never;

it('whatever is merged, unmerged and written at once: no text is lost or doubled, no merge leads in a circle, and all can be undone', async () => {
  const tickets = dynamoTicketStore(engine.tables.tickets, engine.client);
  const threads = dynamoThreadStore(engine.tables.tickets, engine.client);
  const world = { tickets, threads, clock: systemClock, newEntryId: entryIdAt, pause: randomPause };

  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
      const stored = Array.from({ length: TICKETS }, () => submitted());
      for (const ticket of stored) await tickets.add(ticket);
      const idOf = (one: number) => stored[one]?.id ?? '';
      const sent: string[] = [];
      const act = async (action: Action): Promise<unknown> => {
        const id = idOf(action.one);
        if (action.does === 'merge') return mergeTickets(world, id, idOf(action.other), dana);
        if (action.does === 'unmerge') return unmergeTicket(world, id, dana);
        if (action.does === 'move') return changeFields(world, id, { status: action.status }, dana);
        const body = randomUUID();
        sent.push(body);
        const author = action.byCustomer ? ({ type: 'customer' } as const) : authorNamed('Dana');
        const draft = { kind: 'reply', author, body, idempotencyKey: body } as const;
        // As a client does that got no answer.
        return Promise.all([addMessage(world, id, draft), addMessage(world, id, draft)]);
      };
      for (const round of rounds) await Promise.all(round.map((action) => act(action).catch(unlessRefused)));

      await expectWhole();
      for (const { id } of stored) await unmergeTicket(world, id, dana);
      for (const ticket of await expectWhole()) expect(ticket.mergedInto ?? ticket.merged).toBeUndefined();

      /** Expects that tickets and entries agree. Returns the tickets. */
      async function expectWhole(): Promise<readonly Ticket[]> {
        const now = await tickets.all(stored.map(({ id }) => id));
        const byId = new Map(now.map((ticket) => [ticket.id, ticket]));
        const bodies: string[] = [];
        for (const ticket of now) {
          const { entries = [] } = (await threads.thread(ticket.id)) ?? {};
          expect(entries.map(({ version }) => version)).toEqual(entries.map((_, place) => place + 2));
          expect(ticket.version).toBe(entries.length + 1);
          bodies.push(...entries.flatMap(({ body }) => body ?? []));
          const into = ticket.mergedInto && byId.get(ticket.mergedInto.id);
          if (ticket.mergedInto) {
            expect(ticket.status).toBe('closed');
            expect(into?.mergedInto).toBeUndefined();
            expect(into?.merged).toContain(ticket.id);
          }
          const merged = (ticket.merged ?? []).map((id) => byId.get(id) as Ticket);
          for (const one of merged) expect(one.mergedInto?.id).toBe(ticket.id);
          const own = entries.findLast(({ kind }) => kind === 'reply')?.createdAt ?? ticket.createdAt;
          const latest = [own, ...merged.map((one) => latestOf(one).createdAt)].toSorted().at(-1);
          expect(latestOf(ticket).createdAt).toBe(latest);
        }
        expect(bodies.toSorted()).toEqual(sent.toSorted());
        const inLists = (await tickets.page('all', 1000)).tickets.map(({ id }) => id);
        const expected = now.filter(({ mergedInto }) => !mergedInto).map(({ id }) => id);
        expect(inLists.filter((id) => byId.has(id)).toSorted()).toEqual(expected.toSorted());
        return now;
      }
    }),
    { numRuns: 15 },
  );
});

function submitted(): Ticket {
  const at = systemClock.timestamp();
  return { ...exampleTicket, id: randomUUID(), createdAt: at, updatedAt: at, activityAt: at };
}

/** Refusing what can't be merged loses nothing. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof DeskError && ['ticket_merged', 'invalid_fields'].includes(error.refusal))) throw error;
}
