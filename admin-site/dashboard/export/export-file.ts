import { BYTE_ORDER_MARK, csvHeader, ticketCsv } from '#core/export/ticket-csv.ts';
import type { Listing } from '#dashboard/model/listing.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';

/** The tickets that are exported: those of a filter, and of them those that a query finds, if there is one. */
export type ExportScope = Pick<Listing, 'filter' | 'q'>;

/** A CSV file of tickets in the making, the same as `desk export` writes, page by page. */
export function exportFile(scope: ExportScope) {
  const parts: BlobPart[] = [BYTE_ORDER_MARK, csvHeader];
  const read = new Set<string>();
  let next: string | undefined;

  return {
    /** The number of tickets that were read. */
    read: () => read.size,
    /** Reads one page more; returns true if there are others. After an error it may be called again, and goes on. */
    async readPage(api: Pick<DeskApi, 'list' | 'page'>): Promise<boolean> {
      const page = await (next === undefined ? api.list({ ...scope, sort: 'newest' }) : api.page(next));
      // A ticket that changes its status meanwhile may stand on two pages of all.
      const tickets = page.tickets.filter(({ id }) => !read.has(id));
      for (const { id } of page.tickets) read.add(id);
      // A Blob of its own, which the browser may put on its disk.
      parts.push(new Blob([tickets.map(ticketCsv).join('')]));
      next = page.next;
      return next !== undefined;
    },
    blob: () => new Blob(parts, { type: 'text/csv' }),
  };
}

/** `tickets-open-2026-11-23.csv`; the day is the agent's. */
export function exportFileName({ filter, q }: ExportScope, now: number): string {
  const day = new Intl.DateTimeFormat('sv').format(now);
  return ['tickets', filter.replace('_', '-'), ...(q === '' ? [] : ['search']), `${day}.csv`].join('-');
}
