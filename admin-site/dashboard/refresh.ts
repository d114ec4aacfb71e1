import { batch } from '@preact/signals';
import { type DeskApi, Refused } from './api.ts';
import { include } from './counts.ts';
import type { DeskState } from './desk-state.ts';
import type { Filter, Ticket } from './ticket.ts';
import { allShown, extended, refreshed, type TicketList } from './ticket-list.ts';

/** The lists may lag this long behind a change (the index is eventually consistent). */
const LIST_LAG_MS = 15_000;

/** Reading from the desk: never throws, failures become `trouble`. */
export function refreshOf(state: DeskState, clock: () => number, failed: (error: unknown) => void) {
  const underWay = new Map<Filter, Promise<boolean>>();

  /** Reads counts, list and selected ticket again; answers whether that went well. One at a time for each filter. */
  function refresh(): Promise<boolean> {
    const filter = state.filter.peek();
    const reading = underWay.get(filter) ?? read(filter).finally(() => underWay.delete(filter));
    underWay.set(filter, reading);
    return reading;
  }

  async function read(filter: Filter): Promise<boolean> {
    const api = state.api.peek();
    if (!api) return false;
    const askedAt = clock();
    try {
      const [answer, snapshot] = await Promise.all([
        api.counts(),
        readPages(api, filter, state.lists.peek().get(filter)?.pages ?? 1),
      ]);
      if (state.api.peek() !== api) return false;
      batch(() => {
        state.learn(snapshot.tickets);
        state.agent.value = answer.agent;
        takeCounts(answer.counts, askedAt);
        forgetRecent(askedAt);
        const tickets = state.tickets.peek();
        setList(filter, (list) => refreshed(list, snapshot, { tickets, atTop: state.atTop.peek() }));
        state.trouble.value = undefined;
        state.answeredAt.value = clock();
        state.now.value = clock();
      });
      if (!snapshot.ids.includes(state.selectedId.peek() ?? '')) await readSelected();
      return true;
    } catch (error) {
      if (state.api.peek() === api) failed(error);
      return false;
    }
  }

  function takeCounts(counts: Awaited<ReturnType<DeskApi['counts']>>['counts'], askedAt: number): void {
    if (state.answeredCounts.peek() && !include(state.moves.peek(), askedAt)) return;
    state.answeredCounts.value = counts;
    state.moves.value = [];
  }

  function forgetRecent(askedAt: number): void {
    const lagging = [...state.recent.peek()].filter(([, at]) => at + LIST_LAG_MS > askedAt);
    state.recent.value = new Map(lagging);
  }

  /** The selected ticket may be on no loaded page: a link led to it, or it changed its status. */
  async function readSelected(): Promise<void> {
    const id = state.selectedId.peek();
    const api = state.api.peek();
    if (!id || !api) return;
    try {
      const ticket = await api.get(id);
      if (state.api.peek() === api) state.learn([ticket]);
    } catch (error) {
      if (state.api.peek() !== api) return;
      if (error instanceof Refused && error.status === 404) state.missingId.value = id;
      else failed(error);
    }
  }

  async function loadMore(): Promise<void> {
    const api = state.api.peek();
    const filter = state.filter.peek();
    const address = state.list.peek()?.next;
    if (!api || address === undefined) return;
    try {
      const { tickets, next } = await api.page(address);
      if (state.api.peek() !== api) return;
      batch(() => {
        state.learn(tickets);
        const snapshot = { ids: idsOf(tickets), next, pages: 1 };
        setList(filter, (list) => list && extended(list, snapshot, state.tickets.peek()));
      });
    } catch (error) {
      if (state.api.peek() === api) failed(error);
    }
  }

  function showWaiting(): void {
    setList(state.filter.peek(), (list) => list && allShown(list, state.tickets.peek()));
  }

  function setList(filter: Filter, change: (list: TicketList | undefined) => TicketList | undefined): void {
    const list = change(state.lists.peek().get(filter));
    if (list) state.lists.value = new Map(state.lists.peek()).set(filter, list);
  }

  return { refresh, readSelected, loadMore, showWaiting };
}

/** As many pages as were loaded, read one after the other. */
async function readPages(api: DeskApi, filter: Filter, wanted: number) {
  let page = await api.list(filter);
  const tickets = [...page.tickets];
  let pages = 1;
  for (; pages < wanted && page.next !== undefined; pages += 1) {
    page = await api.page(page.next);
    tickets.push(...page.tickets);
  }
  return { tickets, ids: idsOf(tickets), next: page.next, pages };
}

const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
