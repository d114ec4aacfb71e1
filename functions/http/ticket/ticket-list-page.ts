import type { TicketPage } from '#core/ticket/ports.ts';
import type { ReadVersions } from '#core/ticket/read-marks.ts';
import { type CursorKey, writeCursor } from '#http/edge/cursor.ts';
import { fitting } from '#http/edge/fitting.ts';
import type { List, RowJson } from './list-tickets.ts';
import { toTicketJson } from './ticket-json.ts';

/** The longest list returned, in bytes of the function's response; Lambda's own limit is 6 MB. */
export const MAX_LIST_BYTES = 1_000_000;

/** Returns the wire form of a page, cut at 1 MB, and the path and query of the next page, if there is one. */
export function ticketListPage(
  { tickets, more }: TicketPage,
  read: ReadVersions,
  { name, parameter, limit }: Pick<List, 'name' | 'parameter'> & { readonly limit: number },
  key: CursorKey,
): { body: readonly RowJson[]; next: string | undefined } {
  const rows = tickets.map((ticket) => ({ ...toTicketJson(ticket), read_version: read.get(ticket.id) ?? null }));
  const body = fitting(rows, '', MAX_LIST_BYTES);
  const last = tickets[body.length - 1];
  if (!last || (!more && body.length === rows.length)) return { body, next: undefined };
  const query = new URLSearchParams({ ...parameter, limit: String(limit), cursor: writeCursor(key, name, last) });
  return { body, next: `/api/admin/support-tickets?${query}` };
}
