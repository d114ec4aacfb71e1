import type { Message } from '../../functions/core/message.ts';
import type { ThreadStore, TicketStore } from '../../functions/core/ports.ts';
import type { Ticket } from '../../functions/core/ticket.ts';
import type { TicketEvent } from '../../functions/core/ticket-event.ts';

/** A store in memory, for the rules alone; the real one has its own tests. What it holds lies open. */
export function memoryStore(...stored: readonly Ticket[]) {
  const tickets = new Map(stored.map((ticket) => [ticket.id, ticket]));
  const hashes = new Map<string, string | undefined>();
  const events: TicketEvent[] = [];
  const messages: Message[] = [];
  const threads: Pick<ThreadStore, 'recorded'> = {
    async recorded(_, op) {
      const event = events.find((it) => it.op === op);
      return event && { event, message: messages.find(({ id }) => id === event.messageId) };
    },
  };
  const store: Pick<TicketStore, 'add' | 'get' | 'change'> = {
    async add(ticket, contentHash) {
      const taken = tickets.get(ticket.id);
      if (taken) return { outcome: 'taken', ticket: taken, contentHash: hashes.get(ticket.id) };
      tickets.set(ticket.id, ticket);
      hashes.set(ticket.id, contentHash);
      return { outcome: 'stored' };
    },
    get: async (id) => tickets.get(id),
    async change(before, after, event, message) {
      if (tickets.get(before.id)?.version !== before.version || events.some(({ op }) => op === event.op)) return false;
      tickets.set(after.id, after);
      events.push(event);
      if (message) messages.push(message);
      return true;
    },
  };
  return { tickets, events, messages, store: store as TicketStore, threads: threads as ThreadStore };
}
