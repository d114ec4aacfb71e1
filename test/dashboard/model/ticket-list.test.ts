import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aged,
  allShown,
  begun,
  extended,
  idsOf,
  isFromTop,
  type LoadedPage,
  pagesAround,
  preceded,
  reread,
  type TicketList,
} from '#dashboard/model/ticket-list.ts';
import { LISTING } from '#test/dashboard/wired-api.ts';

const ids = (...numbers: number[]) => numbers.map((number) => `ticket-${number}`);
const page = (address: string | undefined, numbers: number[], isOld = false): LoadedPage => ({
  address,
  ids: ids(...numbers),
  isOld,
});
const snapshot = (numbers: number[], next?: string) => ({ ids: ids(...numbers), next });
/** A list of one page. */
const list = (...numbers: number[]) => begun([page(undefined, numbers)], undefined);
const shown = ({ places, ...rest }: TicketList) => places.filter((id) => idsOf(rest).includes(id));
const waiting = ({ places, ...rest }: TicketList) => idsOf(rest).filter((id) => !places.includes(id));

describe('a page that is read again', () => {
  it('shows what is new at once when no row has to keep its place', () => {
    const now = reread(list(3, 2), 0, snapshot([5, 4, 3, 2]), false);
    expect([shown(now), waiting(now)]).toEqual([ids(5, 4, 3, 2), []]);
  });

  it('lets what is new wait when rows keep still, wherever it belongs, and lets it in where it belongs', () => {
    const now = reread(list(4, 2), 0, snapshot([5, 4, 3, 2]), true);
    expect([shown(now), waiting(now)]).toEqual([ids(4, 2), ids(5, 3)]);
    expect(shown(allShown(now))).toEqual(ids(5, 4, 3, 2));
  });

  it('shows what follows the last row at once, which moves none', () => {
    const now = reread({ ...list(5, 4), next: '/2' }, 0, snapshot([4, 3], '/after-3'), true);
    expect([shown(now), waiting(now)]).toEqual([ids(4, 3), []]);
  });

  it('keeps what waits waiting, and drops it once the desk has it no longer', () => {
    const before = reread(list(3), 0, snapshot([5, 4, 3]), true);
    const now = reread(before, 0, snapshot([6, 5, 3]), true);
    expect([shown(now), waiting(now)]).toEqual([ids(3), ids(6, 5)]);
  });

  it('drops what it covers and no longer holds; what it pushed out is on the next page, which is to be read again', () => {
    const before = begun([page(undefined, [5, 4, 3, 2]), page('/2', [1, 0])], '/3');
    expect(reread(before, 0, snapshot([6, 5, 3], '/after-3'), false)).toEqual({
      pages: [page(undefined, [6, 5, 3]), page('/after-3', [2, 1, 0], true)],
      next: '/3',
      places: ids(6, 5, 3, 2, 1, 0),
    });
  });

  it('takes over what moved up from the next page, whose address moves along', () => {
    const before = begun([page(undefined, [5, 4]), page('/2', [3, 2]), page('/3', [1])], undefined);
    expect(reread(before, 0, snapshot([5, 3], '/after-3'), false).pages).toEqual([
      page(undefined, [5, 3]),
      page('/after-3', [2]),
      page('/3', [1]),
    ]);
    expect(reread(before, 0, snapshot([3, 2], '/after-2'), false).pages).toEqual([
      page(undefined, [3, 2]),
      page('/after-2', [1]),
    ]);
  });

  it('is the last one, if the desk says so', () => {
    const before = begun([page(undefined, [5, 4]), page('/2', [3])], '/3');
    expect(reread(before, 0, snapshot([5, 4]), false)).toEqual(list(5, 4));
  });

  it('takes a ticket that moved to it from where it was, in an order in which tickets move', () => {
    const before = begun([page(undefined, [5, 4]), page('/2', [3, 2])], '/3');
    const now = reread(before, 0, snapshot([2, 5], '/after-5'), false);
    expect(shown(now)).toEqual(ids(2, 5, 4, 3));
    const still = reread(before, 0, snapshot([2, 5], '/after-5'), true);
    expect(still.places).toEqual(before.places);
  });

  it('never has a ticket twice, loses none the desk returned, and moves no row in sight', () => {
    const anyIds = fc.uniqueArray(fc.nat(19), { maxLength: 8 }).map((numbers) => ids(...numbers));
    const answer = fc.record({ at: fc.nat(3), ids: anyIds, more: fc.boolean(), still: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyIds, { minLength: 1, maxLength: 4 }), fc.array(answer), (loaded, answers) => {
        const [first = [], ...others] = loaded;
        let now = begun([{ address: undefined, ids: first, isOld: false }], '/0');
        for (const [index, more] of others.entries()) now = extended(now, { ids: more, next: `/${index + 1}` });
        for (const { at, ids: returned, more, still } of answers) {
          const before = now;
          const index = at % before.pages.length;
          now = reread(before, index, { ids: returned, next: more ? '/next' : undefined }, still);
          const all = idsOf(now);
          expect(new Set(all).size).toBe(all.length);
          expect(all).toEqual(expect.arrayContaining([...returned]));
          if (!more) expect(now.next).toBeUndefined();
          if (still) expect(now.places.slice(0, before.places.length)).toEqual(before.places);
          else expect(now.places).toEqual(all);
        }
      }),
    );
  });
});

it('all of what is loaded may be old', () => {
  expect(aged(begun([page(undefined, [5]), page('/2', [4])], '/3')).pages).toEqual([
    page(undefined, [5], true),
    page('/2', [4], true),
  ]);
});

describe('one more page', () => {
  it('goes to the end, without what is there already; what waits goes on waiting', () => {
    const before = reread({ ...list(5, 4), next: '/2' }, 0, snapshot([6, 5, 4], '/2'), true);
    const more = extended(before, snapshot([4, 3], '/3'));
    expect(more).toEqual({
      pages: [page(undefined, [6, 5]), page('/2', [4, 3])],
      next: '/3',
      places: ids(5, 4, 3),
    });
  });

  it('goes before the first', () => {
    const later = begun([page('/after-4', [3])], '/3');
    const all = preceded(later, page(undefined, [5, 4]));
    expect(all).toEqual(begun([page(undefined, [5, 4]), page('/after-4', [3])], '/3'));
    expect([isFromTop(later), isFromTop(all)]).toEqual([false, true]);
  });
});

describe('around a ticket', () => {
  const addressAfter = (number: number) => `/api/admin/support-tickets?status=open&after_ticket=ticket-${number}`;

  it('are the pages on both sides of it, each with the address that returns it', () => {
    expect(pagesAround(LISTING, snapshot([6, 7, 8], '/up'), 'ticket-5', snapshot([4, 3], '/down'))).toEqual([
      page(addressAfter(8), [7, 6, 5]),
      page(addressAfter(5), [4, 3]),
    ]);
  });

  it('is the first page of the list, if the ticket is near its top', () => {
    expect(pagesAround(LISTING, snapshot([6, 7]), 'ticket-5', snapshot([4]))[0]).toEqual(page(undefined, [7, 6, 5]));
  });

  it('is not the ticket itself while nobody knows whether a query finds it', () => {
    const [first] = pagesAround({ ...LISTING, q: 'export' }, snapshot([6]), 'ticket-5', snapshot([4]));
    expect(first).toEqual(page(undefined, [6], true));
  });
});
