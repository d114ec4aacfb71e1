import { signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** Finds all tickets of the list that the agent sees, page by page. */
export function foundTickets({ list, session }: Desk) {
  /** The number of tickets found so far; undefined while none are looked for. */
  const found = signal<number | undefined>(undefined);
  const failure = signal<string | undefined>(undefined);
  let search = 0;

  function cancel(): void {
    search += 1;
    found.value = undefined;
  }

  return {
    found,
    failure,
    cancel,
    /** Resolves to the tickets, or to undefined if that failed or was canceled. */
    async start(): Promise<readonly Ticket[] | undefined> {
      const api = session.api.value;
      if (!api || found.value !== undefined) return undefined;
      search += 1;
      const own = search;
      const tickets = new Map<string, Ticket>();
      found.value = 0;
      failure.value = undefined;
      try {
        let next: string | undefined;
        do {
          const page = await (next === undefined ? api.list(list.listing.value) : api.page(next));
          if (search !== own) return undefined;
          // A ticket that moves meanwhile may stand on two pages.
          for (const ticket of page.tickets) if (!tickets.has(ticket.id)) tickets.set(ticket.id, ticket);
          found.value = tickets.size;
          next = page.next;
        } while (next !== undefined);
        return [...tickets.values()];
      } catch (error) {
        if (search !== own) return undefined;
        failure.value = error instanceof Error ? error.message : '';
        session.failed(error);
        return undefined;
      } finally {
        if (search === own) found.value = undefined;
      }
    },
  };
}
