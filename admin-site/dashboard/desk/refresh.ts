import { action, createModel, effect } from '@preact/signals';
import { type Listing, listParameters } from '#dashboard/model/listing.ts';
import type { DeskApi, Page } from '#dashboard/wire/api.ts';
import { SLOW_MS } from '#dashboard/wire/connection.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Me } from '#dashboard/wire/me.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import type { Conversation } from './conversation.ts';
import type { Counts } from './counts.ts';
import type { Insight } from './insight.ts';
import type { List } from './list.ts';
import { type ListPages, snapshotOf } from './list-pages.ts';
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
  readonly pages: ListPages;
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
  const { session, tickets, list, pages, counts, conversation, news, readVersions, insight, clock, startTimer } = work;
  const underWay = new Map<string, Promise<boolean>>();
  const isHere = (api: DeskApi) => session.api.value === api;
  // Nobody waits for answers to another agent.
  effect(() => {
    session.api.value;
    underWay.clear();
  });

  /** The tag of each list's first page, by the list's parameters. */
  const tags = new Map<string, string | null>();

  async function read(listing: Listing, days: number): Promise<boolean> {
    const api = session.api.value;
    if (!api) return false;
    const askedAt = clock();
    const callOff = startTimer(SLOW_MS, () => {
      if (isHere(api)) session.isSlow();
    });
    try {
      const [me, stats, page, newest] = await Promise.all([
        session.isUnidentified() ? api.me() : undefined,
        api.stats(days),
        api.list(listing).catch(refusalOf),
        hasNews(listing) ? undefined : api.list({ filter: 'open', q: '', sort: 'newest' }),
      ]);
      if (!isHere(api)) return false;
      take({ listing, days, askedAt, me, stats, page, newest });
      await pages.freshen();
      await Promise.all([...gone()].map(readTicket));
      return true;
    } catch (error) {
      if (isHere(api)) session.failed(error);
      return false;
    } finally {
      callOff();
    }
  }

  const take = action(({ listing, days, askedAt, me, stats, page, newest }: Answer): void => {
    const answered = [page, newest].flatMap((one) => (one && !(one instanceof ProblemError) ? [one] : []));
    news.learn(
      answered.flatMap((one) => one.tickets),
      readVersions.marks.value,
    );
    for (const one of answered) pages.learn(one);
    insight.take(stats, days);
    counts.take(stats, askedAt);
    tickets.forgetRecent(askedAt);
    if (page instanceof ProblemError) list.refuse(listing, page);
    else takeFirst(listing, page);
    if (me) session.identify(me);
    session.answered();
  });

  /** Unless the desk says that nothing has changed since, the other pages are old. */
  function takeFirst(listing: Listing, page: Page): void {
    const key = listParameters(listing);
    if (page.tag === null || page.tag !== tags.get(key)) list.age(listing);
    tags.set(key, page.tag);
    list.read(listing, undefined, snapshotOf(page));
  }

  /** The selected ticket if no page that was read holds it, and some of those that keep their rows although they left it: what are they now? */
  function gone(): ReadonlySet<string> {
    const { pages: loaded = [] } = list.loaded.value ?? {};
    const known = new Set(loaded.flatMap(({ ids }) => ids));
    const fresh = new Set(loaded.flatMap(({ ids, isOld }) => (isOld ? [] : ids)));
    const left = list.still.value?.filter((id) => {
      const ticket = tickets.ticket(id);
      return !known.has(id) && ticket && list.isListed(ticket);
    });
    const selected = [conversation.selectedId.value ?? ''].filter((id) => id !== '' && !fresh.has(id));
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
    /** Reads numbers, list and selected ticket again; returns whether that went well. One at a time for each list and number of days. */
    refresh(): Promise<boolean> {
      const listing = list.listing.value;
      const days = insight.days.value;
      const question = `${listParameters(listing)} ${days}`;
      const reading = underWay.get(question) ?? read(listing, days).finally(() => underWay.delete(question));
      underWay.set(question, reading);
      return reading;
    },
    /** Reads a ticket that may be on no loaded page: a link led to it, or it changed its status. */
    readTicket,
  };
});

interface Answer {
  readonly listing: Listing;
  readonly days: number;
  readonly askedAt: number;
  readonly me: Me | undefined;
  readonly stats: Stats;
  readonly page: Page | ProblemError;
  readonly newest: Page | undefined;
}

/** Returns true if what customers write first appears in the beginning of a list. */
const hasNews = ({ filter, q, sort }: Listing): boolean =>
  q === '' && (filter === 'open' || filter === 'all') && (sort === 'newest' || sort === 'activity');

/** Returns the desk's refusal to list what is asked for; everything else is thrown on. */
function refusalOf(error: unknown): ProblemError {
  if (error instanceof ProblemError && error.status === 422) return error;
  throw error;
}
