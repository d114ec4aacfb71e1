import type { Count } from '#core/metrics.ts';
import type { TicketStore } from './ports.ts';

/** Returns a store that also counts what it stores: each new ticket and each closing once, however often it is requested. A merge closes nothing. */
export function countChanges(tickets: TicketStore, count: Count): TicketStore {
  return {
    ...tickets,
    async add(...of) {
      const added = await tickets.add(...of);
      if (added.outcome === 'stored') count('TicketsSubmitted');
      return added;
    },
    async change(change) {
      const changed = await tickets.change(change);
      const { before, after } = change;
      if (changed && after.status === 'closed' && before.status !== 'closed' && !after.mergedInto)
        count('TicketsClosed');
      return changed;
    },
  };
}
