import { describe, expect, it } from 'vitest';
import { encodedBytes } from '#core/encoded-bytes.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { cursorKeyFrom, readCursor } from '#http/edge/cursor.ts';
import { RESERVED_BYTES } from '#http/edge/fitting.ts';
import { toTicketJson } from '#http/ticket/ticket-json.ts';
import { MAX_LIST_BYTES, ticketListPage } from '#http/ticket/ticket-list-page.ts';
import { exampleTicket } from './example-ticket.ts';

const key = cursorKeyFrom('desk_a');
const options = { name: 'open', parameters: { status: 'open' }, limit: 100 } as const;
const pageOf = (tickets: readonly Ticket[], next?: Position) => ({
  tickets,
  read: new Map<string, number>(),
  next,
  reached: undefined,
  placeOf: (ticket: Ticket) => ticket,
});
const nextOf = ({ link = '' }: Readonly<Record<string, string>>) =>
  new URL(/^<(.+)>; rel="next"$/.exec(link)?.[1] ?? '', 'https://desk.example');
const tickets = (count: number, message: string) =>
  Array.from({ length: count }, (_, index) => ({
    ...exampleTicket,
    id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
    message,
  }));

describe('a page of the list', () => {
  it('has no next page when it is the last', () => {
    expect(ticketListPage(pageOf(tickets(3, 'x')), options, key)).toMatchObject({ body: { length: 3 }, headers: {} });
    expect(ticketListPage(pageOf([]), options, key)).toEqual({ body: [], headers: {} });
  });

  it('links to the next page with the same filter, the same limit and a cursor at its last ticket', () => {
    const three = tickets(3, 'x');
    const all = { name: 'all', parameters: { status: 'all' }, limit: 3 };
    const { headers } = ticketListPage(pageOf(three, three[2]), all, key);
    const url = nextOf(headers);
    expect(url.pathname).toBe('/api/admin/support-tickets');
    expect(url.searchParams.get('status')).toBe('all');
    expect(url.searchParams.get('limit')).toBe('3');
    expect(readCursor(key, 'all', url.searchParams.get('cursor') ?? '').id).toBe(
      '00000002-0000-4000-8000-000000000000',
    );
  });

  it('ends at 1 MB, counted as Lambda sends it, and links to the rest', () => {
    const costly = '\u0001'.repeat(10_000);
    const costlyPage = { ...pageOf(tickets(100, costly)), reached: '2026-11-01T00:00:00.000000000Z' };
    const { body, headers } = ticketListPage(costlyPage, options, key);
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(body)))).toBeLessThanOrEqual(MAX_LIST_BYTES);
    expect(body.length).toBe(12);
    expect(readCursor(key, 'open', nextOf(headers).searchParams.get('cursor') ?? '').id).toBe(body.at(-1)?.id);
    // The page is short because it was cut, not because the search was.
    expect(headers['search-reached']).toBeUndefined();
  });

  it('shows how far a search has looked, even without a ticket', () => {
    const next = { createdAt: '2026-03-01T10:00:00.000000000Z', id: exampleTicket.id };
    const { body, headers } = ticketListPage({ ...pageOf([], next), reached: next.createdAt }, options, key);
    expect(body).toEqual([]);
    expect(headers['search-reached']).toBe(next.createdAt);
    expect(readCursor(key, 'open', nextOf(headers).searchParams.get('cursor') ?? '')).toEqual(next);
  });

  it('includes what just fits, and not a byte more, but at least one ticket, so that paging advances', () => {
    const room = MAX_LIST_BYTES - RESERVED_BYTES - encodedBytes('');
    const rowOf = (message: string) =>
      encodedBytes({ ...toTicketJson({ ...exampleTicket, message }), read_version: null }) + 1;
    // Both previews have the maximum length.
    const some = 'x'.repeat(1000);
    const half = room / 2 - rowOf(some) + some.length;
    const length = (...messages: number[]) => {
      const rows = messages.map((size) => ({ ...exampleTicket, message: 'x'.repeat(size) }));
      return ticketListPage(pageOf(rows), options, key).body.length;
    };
    expect(length(half, half)).toBe(2);
    expect(length(half, half + 1)).toBe(1);
    expect(length(MAX_LIST_BYTES, 1)).toBe(1);
  });
});
