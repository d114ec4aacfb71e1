import { computed, effect, untracked } from '@preact/signals';
import { isListed } from '#dashboard/model/ticket.ts';
import type { DeskState } from './desk-state.ts';

/**
 * Keeps the list's rows in their places while it is held (the pointer is over it, or the focus in it). What others do then moves no row;
 * what the agent does moves the rows it is about, and lets go of those that others took out of the list. Returns a function that takes
 * the list as it is now.
 */
export function keepRowsStill(state: DeskState, showWaiting: () => void): () => void {
  const take = (): void => {
    state.still.value = state.held.peek() ? untracked(() => state.live.value.map(({ id }) => id)) : undefined;
  };
  const isIn = (id: string): boolean => {
    const ticket = state.ticket(id);
    return ticket !== undefined && isListed(ticket, state.filter.peek());
  };

  // An empty list has nothing to keep: its first rows are taken when they come.
  const isEmpty = computed(() => state.rows.value.length === 0);
  let wasHeld = false;
  effect(() => {
    const held = state.held.value;
    state.filter.value;
    isEmpty.value;
    take();
    if (wasHeld && !held && state.atTop.peek()) untracked(showWaiting);
    wasHeld = held;
  });

  let before = state.pending.peek();
  effect(() => {
    const now = state.pending.value;
    const own = [...before.keys(), ...now.keys()].filter((id) => before.get(id) !== now.get(id));
    const acts = own.some((id) => now.has(id));
    before = now;
    const still = state.still.peek();
    if (!still || own.length === 0) return;
    const kept = still.filter((id) => (acts || own.includes(id) ? untracked(() => isIn(id)) : true));
    const back = own.filter((id) => !still.includes(id) && untracked(() => isIn(id)));
    state.still.value = [...new Set([...kept, ...back])];
  });

  return take;
}
