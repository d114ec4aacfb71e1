import { computed, createModel, signal } from '@preact/signals';
import { type Listing, listParameters, orderOf, type Sort, sortedViewOf } from '#dashboard/model/listing.ts';
import {
  type Filter,
  inOrder,
  isDue,
  isListed as isListedFor,
  nextAfter,
  type Ticket,
} from '#dashboard/model/ticket.ts';
import {
  aged,
  allShown,
  begun,
  extended,
  idsOf,
  type LoadedPage,
  preceded,
  reread,
  type Snapshot,
  type TicketList,
} from '#dashboard/model/ticket-list.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { keepSorts } from '#dashboard/storage/sorts.ts';
import type { ProblemError } from '#dashboard/wire/errors.ts';
import type { Session } from './session.ts';
import { keepRowsStill } from './still-rows.ts';
import type { Tickets } from './tickets.ts';

export type List = InstanceType<typeof List>;

/** The list of tickets: what it shows, in which order, and what waits to be shown. */
export const List = createModel(({ agentId }: Session, tickets: Tickets, device: Device) => {
  const sorts = signal<ReadonlyMap<string, Sort>>(new Map());
  keepSorts(sorts, device);
  const sortOf = (filter: Filter): Sort => (isDue(filter) ? 'due' : (sorts.value.get(filter) ?? 'newest'));

  const listing = signal<Listing>({ filter: 'open', q: '', sort: sortOf('open') });
  const filter = computed(() => listing.value.filter);
  const query = signal('');
  const atTop = signal(true);
  /** Returns true if the pointer is over the list, or the focus in it. */
  const held = signal(false);
  /** The ids of the rows that keep their places meanwhile. */
  const still = signal<readonly string[] | undefined>(undefined);
  /** The rows in sight, by their ids; undefined if that isn't known. */
  const inSight = signal<readonly string[] | undefined>(undefined);
  const lists = signal<ReadonlyMap<string, TicketList>>(new Map());
  const refused = signal<{ readonly of: string; readonly problem: ProblemError } | undefined>(undefined);

  const isListed = (ticket: Ticket): boolean => isListedFor(ticket, filter.value, agentId.value);
  const key = computed(() => listParameters(listing.value));
  const loaded = computed(() => lists.value.get(key.value));
  const order = computed(() => orderOf(listing.value.sort, loaded.value?.places ?? []));
  const ids = computed(() => (loaded.value ? idsOf(loaded.value) : []));
  const shown = computed(() => {
    const places = new Set(loaded.value?.places);
    return ids.value.filter((id) => places.has(id));
  });
  /** The agent's own changes are seen before the desk lists them; it alone knows what a query finds. */
  const listed = (of: readonly string[]) => {
    const own = listing.value.q === '' ? [...tickets.recent.value.keys(), ...tickets.pending.value.keys()] : [];
    return inOrder([...of, ...own], tickets.displayed.value, order.value).filter(isListed);
  };
  const isPlaced = (id: string) => loaded.value?.places.includes(id) === true;
  const live = computed<readonly Ticket[]>(() => listed(shown.value));
  const rows = computed<readonly Ticket[]>(() =>
    still.value && still.value.length > 0 ? inOrder(still.value, tickets.displayed.value, order.value) : live.value,
  );
  /** Everything that is loaded, shown or waiting. */
  const all = computed(() => listed(ids.value));
  /** The known tickets that a search finds for sure, until the desk has responded. */
  const preview = signal<readonly Ticket[] | undefined>(undefined);
  const found = computed<readonly Ticket[]>(() => preview.value ?? rows.value);
  const rowIds = computed(() => new Set(rows.value.map(({ id }) => id)));
  const newCount = computed(() => all.value.filter(({ id }) => !rowIds.value.has(id)).length);
  /** Of a page without rows, such as one of snoozed tickets only, none can come in sight. */
  const oldInSight = computed<LoadedPage | undefined>(() => {
    const seen = inSight.value && new Set(inSight.value);
    const isInSight = ({ ids }: LoadedPage) =>
      !seen || ids.some((id) => seen.has(id)) || (ids.length > 0 && !ids.some((id) => rowIds.value.has(id)));
    return loaded.value?.pages.find((page) => page.isOld && isInSight(page));
  });

  function change(of: Listing, edit: (list: TicketList) => TicketList): void {
    const list = lists.value.get(listParameters(of));
    if (list) lists.value = new Map(lists.value).set(listParameters(of), edit(list));
  }
  const letWaitingIn = () => change(listing.value, allShown);
  const takeRows = keepRowsStill({ listing, isListed, atTop, held, still, live, rows }, tickets, letWaitingIn);
  const showWaiting = (): void => {
    letWaitingIn();
    takeRows();
  };
  /** Returns true if a list is the one that is shown: pages of another may arrive meanwhile. */
  const isShown = (of: Listing): boolean => listParameters(of) === key.value;
  /** Adds what the agent went on to load to the rows that keep their places. */
  function join(of: Listing, ids: readonly string[]): void {
    if (!still.value || !isShown(of)) return;
    still.value = [...new Set([...still.value, ...listed(ids).map(({ id }) => id)])];
  }
  /** Puts a list in the place of what was loaded of it. */
  function begin(of: Listing, pages: readonly LoadedPage[], next: string | undefined, reached?: string): void {
    lists.value = new Map(lists.value).set(listParameters(of), begun(pages, next, reached));
    if (isShown(of)) takeRows();
  }

  return {
    listing,
    filter,
    query,
    preview,
    atTop,
    held,
    still,
    inSight,
    loaded,
    order,
    live,
    rows,
    all,
    found,
    newCount,
    oldInSight,
    /** The reason why the desk refused to list what is asked for. */
    refusal: computed(() => (refused.value?.of === key.value ? refused.value.problem : undefined)),
    /** Returns true if a ticket is one of those that the list shows. */
    isListed,
    sortOf,
    showWaiting,
    show(next: Listing): void {
      listing.value = next;
      atTop.value = true;
      showWaiting();
    },
    /** Shows the list in another order, which it has from now on, unless that makes it a view of its own. */
    sortBy(sort: Sort): void {
      const next = { ...listing.value, sort };
      if (!sortedViewOf(next)) sorts.value = new Map(sorts.value).set(next.filter, sort);
      this.show(next);
    },
    begin,
    /** Forgets what is loaded of the list. */
    forget(): void {
      lists.value = new Map([...lists.value].filter(([of]) => of !== key.value));
      atTop.value = true;
      takeRows();
    },
    /** Takes over a page that was read, or read again. */
    read(of: Listing, address: string | undefined, snapshot: Snapshot): void {
      if (refused.value?.of === listParameters(of)) refused.value = undefined;
      const known = lists.value.get(listParameters(of));
      const { ids, next, reached } = snapshot;
      if (!known && address === undefined) begin(of, [{ address, ids, isOld: false }], next, reached);
      const index = known?.pages.findIndex((page) => page.address === address) ?? -1;
      const keepStill = rows.value.length > 0 && (held.value || !atTop.value);
      if (index < 0) return;
      change(of, (list) => reread(list, index, snapshot, keepStill));
      if (keepStill)
        join(
          of,
          snapshot.ids.filter((id) => isPlaced(id) && !known?.places.includes(id)),
        );
    },
    /** All that is loaded may have changed. */
    age: (of: Listing): void => change(of, aged),
    extended(of: Listing, address: string, snapshot: Snapshot): void {
      change(of, (list) => (list.next === address ? extended(list, snapshot) : list));
      join(of, snapshot.ids);
    },
    preceded(of: Listing, page: LoadedPage): void {
      change(of, (list) => preceded(list, page));
      join(of, page.ids);
    },
    refuse(of: Listing, problem: ProblemError): void {
      refused.value = { of: listParameters(of), problem };
    },
    /** Returns the row where an agent goes on after finishing with `ticket`; a row may be in sight only to keep its place. */
    nextAfter: (ticket: Ticket): Ticket | undefined => nextAfter(found.value.filter(isListed), ticket, order.value),
    clear(): void {
      listing.value = { filter: 'open', q: '', sort: sortOf('open') };
      query.value = '';
      lists.value = new Map();
      refused.value = undefined;
    },
  };
});
