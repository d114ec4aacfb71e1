import { batch } from '@preact/signals';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import type { StatusCounts } from '#core/views/stats.ts';
import { include } from '#dashboard/model/counts.ts';
import { hear, isUnread, latestOf, newsIn } from '#dashboard/model/news.ts';
import { type Filter, isListed, type Ticket } from '#dashboard/model/ticket.ts';
import { allShown, extended, refreshed, type TicketList } from '#dashboard/model/ticket-list.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { SLOW_MS } from '#dashboard/wire/connection.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { After } from './after.ts';
import type { DeskState } from './desk-state.ts';

/** How many tickets that left a list are read by themselves after a refresh. */
const MOST_GONE = 10;

/** Reading from the desk: never throws, failures become `trouble`. */
export function refreshOf(state: DeskState, clock: () => number, after: After, failed: (error: unknown) => void) {
  const underWay = new Map<string, Promise<boolean>>();

  /** Reads numbers, list and selected ticket again; answers whether that went well. One at a time for each filter and number of days. */
  function refresh(): Promise<boolean> {
    const filter = state.filter.peek();
    const days = state.statsDays.peek();
    const question = `${filter} ${days}`;
    const reading = underWay.get(question) ?? read(filter, days).finally(() => underWay.delete(question));
    underWay.set(question, reading);
    return reading;
  }

  async function read(filter: Filter, days: number): Promise<boolean> {
    const api = state.api.peek();
    if (!api) return false;
    const askedAt = clock();
    const callOff = after(SLOW_MS, () => {
      if (state.api.peek() === api) state.trouble.value ??= { kind: 'slow', detail: '', retryAfterMs: undefined };
    });
    try {
      const [stats, snapshot, newest] = await Promise.all([
        api.stats(days),
        readPages(api, filter, state.lists.peek().get(filter)?.pages ?? 1),
        filter === 'open' || filter === 'all' ? noPage : api.list('open'),
      ]);
      if (state.api.peek() !== api) return false;
      batch(() => {
        learnNews([...snapshot.tickets, ...newest.tickets]);
        if (days === state.period.peek()) state.stats.value = { ...stats, answeredAt: clock() };
        state.agent.value = stats.agent;
        state.mailSender.value = stats.mailSender;
        takeCounts(stats.counts, askedAt);
        forgetRecent(askedAt);
        const tickets = state.tickets.peek();
        const still = state.rows.peek().length > 0 && (state.held.peek() || !state.atTop.peek());
        setList(filter, (list) => refreshed(list, snapshot, { tickets, still }));
        state.trouble.value = undefined;
        state.answeredAt.value = clock();
        state.now.value = clock();
      });
      await Promise.all([...gone(snapshot.ids)].map(readTicket));
      return true;
    } catch (error) {
      if (state.api.peek() === api) failed(error);
      return false;
    } finally {
      callOff();
    }
  }

  /** What the first answer holds is no news, nor what was read in its thread already. */
  function learnNews(answered: readonly Ticket[]): void {
    const since = state.newsSince.peek();
    const heard = state.heard.peek();
    if (since === undefined) state.newsSince.value = latestOf(answered);
    else {
      const read = state.readVersions.peek();
      const news = newsIn(answered, heard, since).filter((ticket) => isUnread(ticket, read));
      if (news.length > 0) state.news.value = news;
    }
    state.heard.value = hear(heard, answered);
    state.learn(answered);
  }

  function takeCounts(counts: StatusCounts, askedAt: number): void {
    if (state.answeredCounts.peek() && !include(state.moves.peek(), askedAt)) return;
    state.answeredCounts.value = counts;
    state.moves.value = [];
  }

  function forgetRecent(askedAt: number): void {
    const lagging = [...state.recent.peek()].filter(([, at]) => at + INDEX_LAG_MS > askedAt);
    state.recent.value = new Map(lagging);
  }

  /** The selected ticket if a list does not hold it, and some of those that keep their rows although they left it: what are they now? */
  function gone(listed: readonly string[]): ReadonlySet<string> {
    const { shown = [], waiting = [] } = state.list.peek() ?? {};
    const known = new Set([...listed, ...shown, ...waiting]);
    const left = state.still.peek()?.filter((id) => {
      const ticket = state.ticket(id);
      return !known.has(id) && ticket && isListed(ticket, state.filter.peek());
    });
    const selected = [state.selectedId.peek() ?? ''].filter((id) => id !== '' && !listed.includes(id));
    return new Set([...selected, ...(left ?? []).slice(0, MOST_GONE)]);
  }

  /** The selected ticket may be on no loaded page: a link led to it, or it changed its status. */
  async function readSelected(): Promise<void> {
    const id = state.selectedId.peek();
    if (id !== undefined) await readTicket(id);
  }

  async function readTicket(id: string): Promise<void> {
    const api = state.api.peek();
    if (!api) return;
    try {
      const ticket = await api.get(id);
      if (state.api.peek() === api) state.learn([ticket]);
    } catch (error) {
      if (state.api.peek() !== api) return;
      if (!(error instanceof Refused) || error.status !== 404) failed(error);
      else if (id === state.selectedId.peek()) state.missingId.value = id;
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

/** Open tickets are listed anyway. */
const noPage = { tickets: [] };

const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
