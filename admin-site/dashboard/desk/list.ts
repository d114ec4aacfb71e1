import { computed, createModel, signal } from '@preact/signals';
import { search } from '#dashboard/model/search.ts';
import { type Filter, inOrder, isListed as isListedFor, nextAfter, type Ticket } from '#dashboard/model/ticket.ts';
import { allShown, extended, refreshed, type Snapshot, type TicketList } from '#dashboard/model/ticket-list.ts';
import type { Session } from './session.ts';
import { keepRowsStill } from './still-rows.ts';
import type { Tickets } from './tickets.ts';

export type List = InstanceType<typeof List>;

/** The list of tickets: what it shows, in which order, and what waits to be shown. */
export const List = createModel(({ agentId }: Session, tickets: Tickets) => {
  const filter = signal<Filter>('open');
  const query = signal('');
  const atTop = signal(true);
  /** Returns true if the pointer is over the list, or the focus in it. */
  const held = signal(false);
  /** The ids of the rows that keep their places meanwhile. */
  const still = signal<readonly string[] | undefined>(undefined);
  const lists = signal<ReadonlyMap<Filter, TicketList>>(new Map());

  const isListed = (ticket: Ticket): boolean => isListedFor(ticket, filter.value, agentId.value);
  const loaded = computed(() => lists.value.get(filter.value));
  const listed = (ids: readonly string[] = []) =>
    inOrder([...ids, ...tickets.recent.value.keys(), ...tickets.pending.value.keys()], tickets.displayed.value).filter(
      isListed,
    );
  const live = computed<readonly Ticket[]>(() => listed(loaded.value?.shown));
  const rows = computed<readonly Ticket[]>(() =>
    still.value && still.value.length > 0 ? inOrder(still.value, tickets.displayed.value) : live.value,
  );
  /** Everything that is loaded, shown or waiting. */
  const all = computed(() => listed([...(loaded.value?.shown ?? []), ...(loaded.value?.waiting ?? [])]));
  const found = computed(() => search(rows.value, query.value));
  const newCount = computed(() => {
    const inSight = new Set(rows.value.map(({ id }) => id));
    return all.value.filter(({ id }) => !inSight.has(id)).length;
  });

  function change(of: Filter, edit: (list: TicketList | undefined) => TicketList | undefined): void {
    const list = edit(lists.value.get(of));
    if (list) lists.value = new Map(lists.value).set(of, list);
  }
  const letWaitingIn = () => change(filter.value, (list) => list && allShown(list, tickets.answered.value));
  const takeRows = keepRowsStill({ filter, isListed, atTop, held, still, live, rows }, tickets, letWaitingIn);
  const showWaiting = (): void => {
    letWaitingIn();
    takeRows();
  };

  return {
    filter,
    query,
    atTop,
    held,
    still,
    loaded,
    live,
    rows,
    all,
    found,
    newCount,
    /** Returns true if a ticket is one of those that the list shows. */
    isListed,
    showWaiting,
    show(next: Filter): void {
      filter.value = next;
      atTop.value = true;
      showWaiting();
    },
    /** Returns how many pages of a filter are loaded. */
    pagesOf: (of: Filter): number => lists.value.get(of)?.pages ?? 1,
    refreshed(of: Filter, snapshot: Snapshot): void {
      const keepStill = rows.value.length > 0 && (held.value || !atTop.value);
      change(of, (list) => refreshed(list, snapshot, { tickets: tickets.answered.value, still: keepStill }));
    },
    extended(of: Filter, snapshot: Snapshot): void {
      change(of, (list) => list && extended(list, snapshot, tickets.answered.value));
      takeRows();
    },
    /** Returns the row where an agent goes on after finishing with `ticket`; a row may be in sight only to keep its place. */
    nextAfter: (ticket: Ticket): Ticket | undefined => nextAfter(found.value.filter(isListed), ticket),
    clear(): void {
      filter.value = 'open';
      query.value = '';
      lists.value = new Map();
    },
  };
});
