import { computed, effect, type ReadonlySignal, type Signal, untracked } from '@preact/signals';
import type { Listing } from '#dashboard/model/listing.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Tickets } from './tickets.ts';

interface Rows {
  readonly listing: ReadonlySignal<Listing>;
  readonly isListed: (ticket: Ticket) => boolean;
  readonly atTop: ReadonlySignal<boolean>;
  readonly held: ReadonlySignal<boolean>;
  readonly still: Signal<readonly string[] | undefined>;
  readonly live: ReadonlySignal<readonly Ticket[]>;
  readonly rows: ReadonlySignal<readonly Ticket[]>;
}

/**
 * Keeps the list's rows in their places while it is held (the pointer is over it, or the focus in it). What others do then moves no row;
 * what the agent does moves the rows it is about, and lets go of those that others took out of the list. Returns a function that takes
 * the list as it is now.
 */
export function keepRowsStill(
  { listing, isListed, atTop, held, still, live, rows }: Rows,
  { ticket, pending }: Pick<Tickets, 'ticket' | 'pending'>,
  showWaiting: () => void,
): () => void {
  const take = (): void =>
    untracked(() => {
      still.value = held.value ? live.value.map(({ id }) => id) : undefined;
    });
  const isIn = (id: string): boolean => {
    const known = ticket(id);
    return known !== undefined && isListed(known);
  };

  // An empty list has nothing to keep: its first rows are taken when they come.
  const isEmpty = computed(() => rows.value.length === 0);
  let wasHeld = false;
  effect(() => {
    const isHeld = held.value;
    listing.value;
    isEmpty.value;
    take();
    untracked(() => {
      if (wasHeld && !isHeld && atTop.value) showWaiting();
    });
    wasHeld = isHeld;
  });

  let before = pending.value;
  effect(() => {
    const now = pending.value;
    const own = [...before.keys(), ...now.keys()].filter((id) => before.get(id) !== now.get(id));
    const isUnderWay = own.some((id) => now.has(id));
    before = now;
    untracked(() => {
      const kept = still.value;
      if (!kept || own.length === 0) return;
      const stay = kept.filter((id) => (isUnderWay || own.includes(id) ? isIn(id) : true));
      const back = own.filter((id) => !kept.includes(id) && isIn(id));
      still.value = [...new Set([...stay, ...back])];
    });
  });

  return take;
}
