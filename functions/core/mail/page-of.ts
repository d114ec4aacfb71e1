import type { Ticket } from '#core/ticket/ticket.ts';

/** Returns the ticket's address on a page from the settings; the other parts of that page's address stay. */
export function pageOf(page: string, { id }: Pick<Ticket, 'id'>): string {
  const url = new URL(page);
  url.searchParams.set('ticket', id);
  return url.href;
}
