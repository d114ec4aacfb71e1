import { batch } from '@preact/signals';
import { continued, type ThreadEntry } from '#dashboard/model/thread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { DeskState } from './desk-state.ts';

/** Shows a ticket as the desk has it now, with entries that its thread goes on with; what the thread still lacks is read. */
export function showNewer(state: DeskState, ticket: Ticket, entries: readonly ThreadEntry[]): void {
  batch(() => {
    const known = state.threads.peek().get(ticket.id);
    if (known) state.threads.value = new Map(state.threads.peek()).set(ticket.id, continued(known, entries));
    state.learn([ticket]);
  });
}

/** Shows what a refused action did not know of. */
export function showMissed(state: DeskState, error: unknown): void {
  if (error instanceof Refused && error.newer) showNewer(state, error.newer, error.missed);
}
