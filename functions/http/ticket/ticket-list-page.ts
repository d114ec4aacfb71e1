import type { ListPage } from '#core/search/list-tickets.ts';
import { type CursorKey, writeCursor } from '#http/edge/cursor.ts';
import { fitting } from '#http/edge/fitting.ts';
import type { RowJson } from './list-tickets.ts';
import { toTicketJson } from './ticket-json.ts';
import type { List } from './ticket-list.ts';

/** The longest list returned, in bytes of the function's response; Lambda's own limit is 6 MB. */
export const MAX_LIST_BYTES = 1_000_000;

/** Returns the wire form of a page, cut at 1 MB, and its headers: the path and query of the next page, and how far a search has looked. */
export function ticketListPage(
  { tickets, read, next, reached, placeOf }: ListPage,
  { name, parameters, limit }: Pick<List, 'name' | 'parameters'> & { readonly limit: number },
  key: CursorKey,
): { readonly body: readonly RowJson[]; readonly headers: Readonly<Record<string, string>> } {
  const rows = tickets.map((ticket) => ({ ...toTicketJson(ticket), read_version: read.get(ticket.id) ?? null }));
  const body = fitting(rows, '', MAX_LIST_BYTES);
  const last = tickets[body.length - 1];
  const isCut = last !== undefined && body.length < rows.length;
  const from = isCut ? placeOf(last) : next;
  if (!from) return { body, headers: {} };
  const query = new URLSearchParams({ ...parameters, limit: String(limit), cursor: writeCursor(key, name, from) });
  const link = `<${TICKETS}?${query}>; rel="next"`;
  return { body, headers: { link, ...(!isCut && reached !== undefined && { 'search-reached': reached }) } };
}

const TICKETS = '/api/admin/support-tickets';
