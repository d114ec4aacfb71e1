import type { TicketEvent, TicketStore } from '../../functions/core/ports.ts';
import type { Ticket } from '../../functions/core/ticket.ts';

/** A store in memory, for the rules alone; the real one has its own tests. What it holds lies open. */
export function memoryStore(...stored: readonly Ticket[]) {
  const tickets = new Map(stored.map((ticket) => [ticket.id, ticket]));
  const hashes = new Map<string, string | undefined>();
  const events: TicketEvent[] = [];
  const store: Pick<TicketStore, 'add' | 'get' | 'change'> = {
    async add(ticket, contentHash) {
      const taken = tickets.get(ticket.id);
      if (taken) return { outcome: 'taken', ticket: taken, contentHash: hashes.get(ticket.id) };
      tickets.set(ticket.id, ticket);
      hashes.set(ticket.id, contentHash);
      return { outcome: 'stored' };
    },
    get: async (id) => tickets.get(id),
    async change(before, after, event) {
      if (tickets.get(before.id)?.version !== before.version) return false;
      tickets.set(after.id, after);
      events.push(event);
      return true;
    },
  };
  return { tickets, events, store: store as TicketStore };
}
