import { expect, it } from 'vitest';
import type { OwnTicketSummary, TicketPage } from '#site/support-tickets/own-ticket.ts';
import { findTickets } from '#site/support-tickets/search/find-tickets.ts';

const ticket = (number: number): OwnTicketSummary => {
  const time = String(2000 - number);
  return { id: time, subject: '', status: 'open', supportLevel: '', createdAt: time, updatedAt: time };
};
const start: TicketPage = { tickets: [], next: '0' };

/** Finds tickets in pages with so many each, the addresses of which are their numbers. */
async function find(counts: readonly number[], wanted: number, from = start) {
  const asked: string[] = [];
  const shown: number[] = [];
  const read = async (address: string) => {
    asked.push(address);
    const page = Number(address);
    const tickets = Array.from({ length: counts[page] ?? 0 }, (_, index) => ticket(page * 20 + index));
    return { tickets, next: page + 1 < counts.length ? String(page + 1) : undefined };
  };
  const found = await findTickets(from, wanted, read, ({ tickets }) => shown.push(tickets.length));
  return { found, count: found?.tickets.length, next: found?.next, asked, shown };
}

it('goes on through short and empty pages until there are enough', async () => {
  const { count, next, asked, shown } = await find([0, 3, 0, 17, 5], 20);
  expect({ count, next, asked, shown }).toEqual({
    count: 20,
    next: '4',
    asked: ['0', '1', '2', '3'],
    shown: [0, 3, 3],
  });
});

it('ends with the last page', async () => {
  expect(await find([2, 0], 20)).toMatchObject({ count: 2, next: undefined, asked: ['0', '1'] });
  expect(await find([0], 20)).toMatchObject({ count: 0, next: undefined });
});

it('goes on below what is known', async () => {
  const first = await find([20, 20, 1], 20);
  const second = await find([20, 20, 1], 40, first.found);
  expect(second).toMatchObject({ count: 40, next: '2', asked: ['1'] });
  expect(second.found?.tickets.slice(0, 20)).toEqual(first.found?.tickets);
});

it('reads at most ten pages at a time', async () => {
  const first = await find(Array(25).fill(0), 20);
  expect(first).toMatchObject({ count: 0, next: '10' });
  expect(await find(Array(25).fill(0), 20, first.found)).toMatchObject({ count: 0, next: '20' });
});

it('finds nothing if a page is refused', async () => {
  const show = () => expect.unreachable();
  expect(await findTickets(start, 20, async () => undefined, show)).toBeUndefined();
});
