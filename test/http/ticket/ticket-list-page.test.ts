import { describe, expect, it } from 'vitest';
import { encodedBytes } from '#core/encoded-bytes.ts';
import { cursorKeyFrom, readCursor } from '#http/edge/cursor.ts';
import { RESERVED_BYTES } from '#http/edge/fitting.ts';
import { toTicketJson } from '#http/ticket/ticket-json.ts';
import { MAX_LIST_BYTES, ticketListPage } from '#http/ticket/ticket-list-page.ts';
import { exampleTicket } from './example-ticket.ts';

const key = cursorKeyFrom('desk_a');
const noMarks = new Map<string, number>();
const options = { name: 'open', parameter: { status: 'open' }, limit: 100 } as const;
const tickets = (count: number, message: string) =>
  Array.from({ length: count }, (_, index) => ({
    ...exampleTicket,
    id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
    message,
  }));

describe('a page of the list', () => {
  it('has no next page when it is the last', () => {
    expect(ticketListPage({ tickets: tickets(3, 'x'), more: false }, noMarks, options, key)).toMatchObject({
      body: { length: 3 },
      next: undefined,
    });
    expect(ticketListPage({ tickets: [], more: false }, noMarks, options, key)).toEqual({ body: [], next: undefined });
  });

  it('links to the next page with the same filter, the same limit and a cursor at its last ticket', () => {
    const { next = '' } = ticketListPage(
      { tickets: tickets(3, 'x'), more: true },
      noMarks,
      { name: 'all', parameter: { status: 'all' }, limit: 3 },
      key,
    );
    const url = new URL(next, 'https://desk.example');
    expect(url.pathname).toBe('/api/admin/support-tickets');
    expect(url.searchParams.get('status')).toBe('all');
    expect(url.searchParams.get('limit')).toBe('3');
    expect(readCursor(key, 'all', url.searchParams.get('cursor') ?? '').id).toBe(
      '00000002-0000-4000-8000-000000000000',
    );
  });

  it('ends at 1 MB, counted as Lambda sends it, and links to the rest', () => {
    const costly = '\u0001'.repeat(10_000);
    const { body, next } = ticketListPage({ tickets: tickets(100, costly), more: false }, noMarks, options, key);
    expect(Buffer.byteLength(JSON.stringify(JSON.stringify(body)))).toBeLessThanOrEqual(MAX_LIST_BYTES);
    expect(body.length).toBe(13);
    expect(next).toBeDefined();
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
      return ticketListPage({ tickets: rows, more: false }, noMarks, options, key).body.length;
    };
    expect(length(half, half)).toBe(2);
    expect(length(half, half + 1)).toBe(1);
    expect(length(MAX_LIST_BYTES, 1)).toBe(1);
  });
});
