import { action, createModel } from '@preact/signals';
import type { Filter, Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { SLOW_MS } from '#dashboard/wire/connection.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Me } from '#dashboard/wire/me.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import type { Conversation } from './conversation.ts';
import type { Counts } from './counts.ts';
import type { Insight } from './insight.ts';
import type { List } from './list.ts';
import type { News } from './news.ts';
import type { ReadVersions } from './read-versions.ts';
import type { Session } from './session.ts';
import type { StartTimer } from './start-timer.ts';
import type { Tickets } from './tickets.ts';

/** The most tickets that left a list and are loaded one by one after a refresh. */
const MAX_GONE = 10;

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly list: List;
  readonly counts: Counts;
  readonly conversation: Conversation;
  readonly news: News;
  readonly readVersions: ReadVersions;
  readonly insight: Insight;
  readonly clock: () => number;
  readonly startTimer: StartTimer;
}

/** Reads from the desk: never throws, failures become the session's trouble. */
export const Refresh = createModel((work: Work) => {
  const { session, tickets, list, counts, conversation, news, readVersions, insight, clock, startTimer } = work;
  const underWay = new Map<string, Promise<boolean>>();
  const isHere = (api: DeskApi) => session.api.value === api;

  async function read(filter: Filter, days: number): Promise<boolean> {
    const api = session.api.value;
    if (!api) return false;
    const askedAt = clock();
    const callOff = startTimer(SLOW_MS, () => {
      if (isHere(api)) session.isSlow();
    });
    try {
      const [me, stats, pages, newest] = await Promise.all([
        session.isUnidentified() ? api.me() : undefined,
        api.stats(days),
        readPages(api, filter, list.pagesOf(filter)),
        filter === 'open' || filter === 'all' ? noPage : api.list('open'),
      ]);
      if (!isHere(api)) return false;
      take({ filter, days, askedAt, me, stats, pages, newest });
      await Promise.all([...gone(pages.ids)].map(readTicket));
      return true;
    } catch (error) {
      if (isHere(api)) session.failed(error);
      return false;
    } finally {
      callOff();
    }
  }

  const take = action(({ filter, days, askedAt, me, stats, pages, newest }: Answer): void => {
    const answered = [...pages.tickets, ...newest.tickets];
    for (const { read } of [pages, newest]) readVersions.learn(read);
    news.learn(answered, readVersions.marks.value);
    tickets.learn(answered);
    insight.take(stats, days);
    counts.take(stats, askedAt);
    tickets.forgetRecent(askedAt);
    list.refreshed(filter, pages);
    if (me) session.identify(me);
    session.answered();
  });

  /** The selected ticket if a list does not hold it, and some of those that keep their rows although they left it: what are they now? */
  function gone(listed: readonly string[]): ReadonlySet<string> {
    const { shown = [], waiting = [] } = list.loaded.value ?? {};
    const known = new Set([...listed, ...shown, ...waiting]);
    const left = list.still.value?.filter((id) => {
      const ticket = tickets.ticket(id);
      return !known.has(id) && ticket && list.isListed(ticket);
    });
    const selected = [conversation.selectedId.value ?? ''].filter((id) => id !== '' && !listed.includes(id));
    return new Set([...selected, ...(left ?? []).slice(0, MAX_GONE)]);
  }

  async function readTicket(id: string): Promise<void> {
    const api = session.api.value;
    if (!api) return;
    try {
      const ticket = await api.get(id);
      if (isHere(api)) tickets.learn([ticket]);
    } catch (error) {
      if (!isHere(api)) return;
      if (error instanceof ProblemError && error.status === 404) conversation.isMissing(id);
      else session.failed(error);
    }
  }

  return {
    /** Reads numbers, list and selected ticket again; returns whether that went well. One at a time for each filter and number of days. */
    refresh(): Promise<boolean> {
      const filter = list.filter.value;
      const days = insight.days.value;
      const question = `${filter} ${days}`;
      const reading = underWay.get(question) ?? read(filter, days).finally(() => underWay.delete(question));
      underWay.set(question, reading);
      return reading;
    },
    /** Reads a ticket that may be on no loaded page: a link led to it, or it changed its status. */
    readTicket,
    async loadMore(): Promise<void> {
      const api = session.api.value;
      const filter = list.filter.value;
      const address = list.loaded.value?.next;
      if (!api || address === undefined) return;
      try {
        const page = await api.page(address);
        if (isHere(api)) takePage(filter, page);
      } catch (error) {
        if (isHere(api)) session.failed(error);
      }
    },
  };

  function takePage(filter: Filter, { tickets: more, read, next }: Page): void {
    readVersions.learn(read);
    tickets.learn(more);
    list.extended(filter, { ids: idsOf(more), next, pages: 1 });
  }
});

type Page = Awaited<ReturnType<DeskApi['list']>>;

interface Answer {
  readonly filter: Filter;
  readonly days: number;
  readonly askedAt: number;
  readonly me: Me | undefined;
  readonly stats: Stats;
  readonly pages: Awaited<ReturnType<typeof readPages>>;
  readonly newest: Pick<Page, 'tickets' | 'read'>;
}

/** Reads as many pages as were loaded, one after the other. */
async function readPages(api: DeskApi, filter: Filter, wanted: number) {
  let page = await api.list(filter);
  const tickets = [...page.tickets];
  const read = new Map(page.read);
  let pages = 1;
  for (; pages < wanted && page.next !== undefined; pages += 1) {
    page = await api.page(page.next);
    tickets.push(...page.tickets);
    for (const [id, version] of page.read) read.set(id, version);
  }
  return { tickets, read, ids: idsOf(tickets), next: page.next, pages };
}

/** Open tickets are listed anyway. */
const noPage = { tickets: [], read: new Map<string, number>() };

const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => id);
