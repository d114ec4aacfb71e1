import { type Calendar, calendarHash } from '#core/hours/calendar.ts';
import { type Entry, isMessage } from '#core/ticket/entry.ts';
import type { Recorded, ThreadStore, TicketStore } from '#core/ticket/ports.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

/** Returns a store in memory, for testing rules alone; the real one has its own tests. Its contents are exposed. */
export function memoryStore(...stored: readonly Ticket[]) {
  const tickets = new Map(stored.map((ticket) => [ticket.id, ticket]));
  const hashes = new Map<string, string | undefined>();
  const calendars = new Map<string, Calendar>();
  const entries: Entry[] = [];
  const byTicket = new Map<string, Entry[]>();
  const operations = new Map<string, Recorded>();
  const nameOf = (id: string, operation: string) => `${id} ${operation}`;
  const threads: Pick<ThreadStore, 'recorded' | 'find' | 'entry'> = {
    recorded: async (id, operation) => operations.get(nameOf(id, operation)),
    find: async (id, messageId) =>
      byTicket
        .get(id)
        ?.filter(isMessage)
        .find((it) => it.id === messageId),
    entry: async (id, version) => byTicket.get(id)?.find((it) => it.version === version),
  };
  const store: Pick<TicketStore, 'add' | 'get' | 'change' | 'calendar' | 'keepCalendar'> = {
    keepCalendar: async (calendar) => void calendars.set(calendarHash(calendar), calendar),
    calendar: async (hash) => calendars.get(hash),
    async add(ticket, contentHash) {
      const taken = tickets.get(ticket.id);
      if (taken) return { outcome: 'taken', ticket: taken, contentHash: hashes.get(ticket.id) };
      tickets.set(ticket.id, ticket);
      hashes.set(ticket.id, contentHash);
      return { outcome: 'stored' };
    },
    get: async (id) => tickets.get(id),
    async change({ before, after, entry, operation, together }) {
      const steps = [{ before, after, entry }, ...(together ? [together] : [])];
      if (steps.some((step) => tickets.get(step.before.id)?.version !== step.before.version)) return false;
      const operationName = operation && nameOf(operation.ticketId ?? before.id, operation.id);
      if (operationName !== undefined && operations.has(operationName)) return false;
      for (const step of steps) {
        const { id } = step.after;
        tickets.set(id, step.after);
        entries.push(step.entry);
        byTicket.set(id, [...(byTicket.get(id) ?? []), step.entry]);
      }
      if (operation && operationName !== undefined) {
        operations.set(operationName, { ticketId: before.id, entry, contentHash: operation.contentHash });
      }
      return true;
    },
  };
  const entriesOf = (id: string): readonly Entry[] => byTicket.get(id) ?? [];
  return { tickets, entries, entriesOf, operations, store: store as TicketStore, threads: threads as ThreadStore };
}

/** Returns the same store, in which others win as many races as `races.left` says. */
export function contested({ store }: { readonly store: TicketStore }, left: number) {
  const races = { left, run: 0 };
  const tickets: TicketStore = {
    ...store,
    change: async (change) => {
      races.run += 1;
      races.left -= 1;
      return races.left < 0 && store.change(change);
    },
  };
  return { races, tickets };
}
