import fc from 'fast-check';
import { expect, it } from 'vitest';
import { duePosition, dueTickets } from '#core/search/due-tickets.ts';
import { DUE } from '#core/search/lists.ts';
import { placeOf } from '#core/search/place.ts';
import type { Place, PostingLists } from '#core/search/ports.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import { dueAt } from '#core/ticket/targets.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';

const searcher = { id: 'a1', team: { version: 1, agents: [] } } as unknown as Parameters<typeof dueTickets>[2];

/** A ticket, due at a second, or at none; the list may still have it at another. */
const anyTicket = fc
  .record({
    id: fc.uuid({ version: 4 }),
    createdAt: fc.integer({ min: 0, max: 3 }).map((n) => `2026-11-01T10:00:0${n}.000000000Z`),
    due: fc.option(fc.integer({ min: 0, max: 20 }).map((n) => n * 1000)),
    stale: fc.option(fc.integer({ min: 0, max: 20 }).map((n) => n * 1000)),
  })
  .map(({ id, createdAt, due, stale }) => {
    const at = (resolveDueAt: number | null): Ticket => ({
      ...exampleTicket,
      ...{ id, createdAt },
      targets: { calendar: null, replyDueAt: null, resolveDueAt, repliedAt: null, pausedAt: null },
    });
    return { ticket: at(due), stale: stale === null ? undefined : at(stale) };
  });

it('finds what is due before a time, in the order of that time, each ticket once, page by page, although the list is behind', async () => {
  const desk = fc.uniqueArray(anyTicket, { maxLength: 12, selector: ({ ticket }) => ticket.id });
  const before = fc.option(fc.integer({ min: 0, max: 21 }).map((n) => n * 1000));
  await fc.assert(
    fc.asyncProperty(desk, before, fc.integer({ min: 1, max: 4 }), async (all, before, limit) => {
      const placed = all.flatMap(({ ticket, stale }) => [ticket, ...(stale ? [stale] : [])]);
      const places = new Set(placed.flatMap((it) => (dueOf(it) === null ? [] : [placeOf(duePosition(it))])));
      const world = { postings: listed([...places].sort()), tickets: storeOf(all.map(({ ticket }) => ticket)) };
      const found: string[] = [];
      let after: Position | undefined;
      do {
        const until = before === null ? undefined : new Date(before).toISOString();
        const page = await dueTickets(world, { before: until, limit, after }, searcher);
        expect(page.next === undefined || page.tickets.length > 0).toBe(true);
        found.push(...page.tickets.map(({ id }) => id));
        after = page.next;
      } while (after);
      const due = all.map(({ ticket }) => ticket).filter((it) => (dueOf(it) ?? Infinity) < (before ?? Infinity));
      const keyOf = (it: Ticket) => placeOf(duePosition(it));
      expect(found).toEqual(due.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)).map(({ id }) => id));
    }),
  );
});

const dueOf = ({ targets }: Ticket) => (targets ? dueAt(targets) : null);

const listed = (places: readonly Place[]): Pick<PostingLists, 'page'> => ({
  async page(list, { start, end, order }, limit) {
    expect([list, order]).toEqual([DUE, 'oldest']);
    if (start > end) throw new Error('DynamoDB refuses an empty span.');
    const within = places.filter((place) => place >= start && place <= end);
    return { places: within.slice(0, limit), more: within.length > limit };
  },
});

const storeOf = (tickets: readonly Ticket[]) =>
  ({ all: async (ids) => tickets.filter(({ id }) => ids.includes(id)) }) as Pick<TicketStore, 'all'> as TicketStore;
