import type * as z from 'zod/mini';
import type { TicketPage } from '../core/ports.ts';
import type { Status } from '../core/ticket.ts';
import { type CursorKey, writeCursor } from './cursor.ts';
import { type ticketJson, toTicketJson } from './ticket-json.ts';

/** Longest list answered, in bytes of JSON; Lambda itself ends at 6 MB. A page always has a ticket, so a walk always advances. */
export const MAX_LIST_BYTES = 1_000_000;

/** The wire form of a page cut at 1 MB, and the path and query of the next one, if there is one. */
export function ticketListPage(
  { tickets, more }: TicketPage,
  { status, limit }: { status: Status | 'all'; limit: number },
  key: CursorKey,
): { body: z.output<typeof ticketJson>[]; next: string | undefined } {
  const rows = tickets.map(toTicketJson);
  let bytes = 2;
  const tooLong = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    return bytes > MAX_LIST_BYTES && index > 0;
  });
  const body = tooLong === -1 ? rows : rows.slice(0, tooLong);
  const last = tickets[body.length - 1];
  if (!last || (!more && body.length === rows.length)) return { body, next: undefined };
  const query = new URLSearchParams({ status, limit: String(limit), cursor: writeCursor(key, status, last) });
  return { body, next: `/api/admin/support-tickets?${query}` };
}
