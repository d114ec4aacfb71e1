import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, learn } from '#dashboard/model/ticket.ts';
import { allShown, extended, refreshed, type TicketList } from '#dashboard/model/ticket-list.ts';
import { anyTicket, byId, numbered } from '#test/dashboard/tickets.ts';

const tickets = byId(...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => numbered(number)));
const ids = (...numbers: number[]) => numbers.map((number) => `ticket-${number}`);
const snapshot = (numbers: number[], next?: string) => ({ ids: ids(...numbers), next, pages: 1 });
const list = (shown: number[], waiting: number[] = []): TicketList => ({
  shown: ids(...shown),
  waiting: ids(...waiting),
  next: undefined,
  pages: 1,
});

describe('a refresh', () => {
  it('shows what is new at once when no row has to keep its place', () => {
    expect(refreshed(list([3, 2]), snapshot([5, 4, 3, 2]), { tickets, still: false })).toEqual(list([5, 4, 3, 2]));
  });

  it('lets what is new wait when rows keep still, wherever it belongs', () => {
    expect(refreshed(list([4, 2]), snapshot([5, 4, 3, 2]), { tickets, still: true })).toEqual(list([4, 2], [5, 3]));
  });

  it('keeps what waits waiting, and drops it once the desk has it no longer', () => {
    const waiting = list([3], [5, 4]);
    expect(refreshed(waiting, snapshot([6, 5, 3]), { tickets, still: true })).toEqual(list([3], [6, 5]));
  });

  it('drops what the snapshot covers and no longer holds, and keeps what lies beyond it', () => {
    const { shown } = refreshed(list([5, 4, 3, 2, 1]), snapshot([5, 3], '/next'), { tickets, still: true });
    expect(shown).toEqual(ids(5, 3, 2, 1));
  });

  it('shows a first snapshot whole', () => {
    expect(refreshed(undefined, snapshot([2, 1]), { tickets, still: true })).toEqual(list([2, 1]));
  });

  it('never shows a ticket twice nor out of order, loses none the desk answered, and moves no row in sight', () => {
    const answer = fc.record({ page: fc.array(anyTicket), more: fc.boolean(), still: fc.boolean() });
    fc.assert(
      fc.property(fc.array(answer), (answers) => {
        let known = byId();
        let now: TicketList | undefined;
        for (const { page, more, still } of answers) {
          known = learn(known, page);
          const answered = inOrder(
            page.map(({ id }) => id),
            known,
          ).map(({ id }) => id);
          const before = now;
          now = refreshed(
            before,
            { ids: answered, next: more ? '/next' : undefined, pages: 1 },
            { tickets: known, still },
          );
          const all = [...now.shown, ...now.waiting];
          expect(new Set(all).size).toBe(all.length);
          expect(inOrder(now.shown, known).map(({ id }) => id)).toEqual(now.shown);
          expect(all).toEqual(expect.arrayContaining(answered));
          if (before && still) expect(before.shown).toEqual(expect.arrayContaining([...now.shown]));
        }
      }),
    );
  });
});

describe('one more page', () => {
  it('goes to the end, without what is there already', () => {
    const more = extended(list([5, 4]), { ids: ids(4, 3), next: '/third', pages: 1 }, tickets);
    expect(more).toEqual({ shown: ids(5, 4, 3), waiting: [], next: '/third', pages: 2 });
  });
});

it('lets in what waits, each in its place', () => {
  expect(allShown(list([4, 2], [5, 3]), tickets)).toEqual(list([5, 4, 3, 2]));
});
