import { entryIdAt } from '#adapters/entry-id.ts';
import { clockOf } from '#adapters/system-clock.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { memoryStore } from './memory-store.ts';

/** Returns the ports for changing tickets, in memory, with a clock that stands still to the millisecond. Its contents are exposed. */
export function changeWorld(...stored: readonly Ticket[]) {
  const { store, threads, ...held } = memoryStore(...stored);
  const clock = clockOf(() => Date.parse('2026-11-24T10:00:00Z'));
  const pauses: number[] = [];
  const pause = async (attempts: number) => void pauses.push(attempts);
  const world = { tickets: store, threads, clock, newEntryId: entryIdAt, pause };
  return { ...held, store, threads, pauses, world };
}
