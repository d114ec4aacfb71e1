import { BYTE_ORDER_MARK, csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import { search } from '#dashboard/model/search.ts';
import type { Filter } from '#dashboard/model/ticket.ts';
import type { DeskApi } from './api.ts';

/** Which tickets are exported: those of a filter, and of them those that a search finds, if its query has a word. */
export interface ExportScope {
  readonly filter: Filter;
  readonly query: string;
}

/** A CSV file of tickets in the making, the same as `desk export` writes, page by page. */
export function exportFile({ filter, query }: ExportScope) {
  const parts: BlobPart[] = [BYTE_ORDER_MARK, csvHeader];
  const read = new Set<string>();
  let found = 0;
  let next: string | undefined;

  return {
    /** The number of tickets that were read, and of those in the file. */
    read: () => read.size,
    found: () => found,
    /** Reads one page more; returns true if there are others. After an error it may be called again, and goes on. */
    async readPage(api: Pick<DeskApi, 'list' | 'page'>): Promise<boolean> {
      const page = await (next === undefined ? api.list(filter) : api.page(next));
      // A ticket that changes its status meanwhile may stand on two pages of all.
      const tickets = search(
        page.tickets.filter(({ id }) => !read.has(id)),
        query,
      );
      for (const { id } of page.tickets) read.add(id);
      found += tickets.length;
      // A Blob of its own, which the browser may put on its disk.
      parts.push(new Blob([tickets.map(ticketCsv).join('')]));
      next = page.next;
      return next !== undefined;
    },
    blob: () => new Blob(parts, { type: 'text/csv' }),
  };
}

/** `tickets-open-2026-11-23.csv`; the day is the agent's. */
export function exportFileName({ filter, query }: ExportScope, now: number): string {
  const day = new Intl.DateTimeFormat('sv').format(now);
  return ['tickets', filter.replace('_', '-'), ...(query.trim() === '' ? [] : ['search']), `${day}.csv`].join('-');
}
