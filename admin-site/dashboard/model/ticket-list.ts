import { newestFirst } from '#core/ticket/ticket.ts';
import { inOrder, type Tickets } from './ticket.ts';

/** The loaded tickets of one filter: ids, newest first. */
export interface TicketList {
  readonly shown: readonly string[];
  /** Arrived while rows had to keep their places; behind the "3 new" pill. */
  readonly waiting: readonly string[];
  /** The next page's address; undefined when everything is loaded. */
  readonly next: string | undefined;
  /** The number of pages that were requested. */
  readonly pages: number;
}

/** The first pages of a filter, as the desk has just answered them. */
export interface Snapshot {
  readonly ids: readonly string[];
  readonly next: string | undefined;
  readonly pages: number;
}

/**
 * A list after a refresh. What the snapshot covers and no longer holds is gone; what lies beyond its last row stays. What is
 * new waits if rows keep `still` (the agent points at them or reads further down), so that none jumps; else it is shown at once.
 */
export function refreshed(
  list: TicketList | undefined,
  { ids, next, pages }: Snapshot,
  { tickets, still }: { tickets: Tickets; still: boolean },
): TicketList {
  const answered = new Set(ids);
  const last = tickets.get(ids.at(-1) ?? '');
  const stays = (id: string) => {
    const ticket = tickets.get(id);
    return answered.has(id) || (next !== undefined && ticket && last && newestFirst(last, ticket) < 0);
  };
  const shown = list?.shown.filter(stays) ?? [];
  const waiting = [...(list?.waiting.filter(stays) ?? []), ...ids];
  const all = { shown: sorted([...shown, ...waiting], tickets), waiting: [], next, pages };
  if (!still || !list) return all;
  const inSight = new Set(shown);
  return { ...all, shown, waiting: sorted(waiting, tickets).filter((id) => !inSight.has(id)) };
}

/** A list with one more page at its end. */
export function extended(list: TicketList, { ids, next }: Snapshot, tickets: Tickets): TicketList {
  const waiting = list.waiting.filter((id) => !ids.includes(id));
  return { shown: sorted([...list.shown, ...ids], tickets), waiting, next, pages: list.pages + 1 };
}

/** A list whose waiting tickets are let in. */
export function allShown(list: TicketList, tickets: Tickets): TicketList {
  return { ...list, shown: sorted([...list.shown, ...list.waiting], tickets), waiting: [] };
}

const sorted = (ids: readonly string[], tickets: Tickets) => inOrder(ids, tickets).map(({ id }) => id);
