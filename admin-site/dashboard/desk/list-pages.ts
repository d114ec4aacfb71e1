import { action, batch, computed, createModel, effect, signal, untracked } from '@preact/signals';
import { listAddress, oppositeOf } from '#dashboard/model/listing.ts';
import { idsOf, isFromTop, pageBefore, type Snapshot } from '#dashboard/model/ticket-list.ts';
import type { Page } from '#dashboard/wire/api.ts';
import type { List } from './list.ts';
import type { News } from './news.ts';
import type { ReadVersions } from './read-versions.ts';
import type { Session } from './session.ts';
import type { Tickets } from './tickets.ts';

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly list: List;
  readonly readVersions: ReadVersions;
  readonly news: News;
}

export type ListPages = InstanceType<typeof ListPages>;

export const snapshotOf = ({ tickets, next, reached }: Pick<Page, 'tickets' | 'next' | 'reached'>): Snapshot => ({
  ids: tickets.map(({ id }) => id),
  next,
  reached,
});

/** Reads a list's pages besides the first, as far as the agent looks. Never throws: failures become the session's trouble. */
export const ListPages = createModel(({ session, tickets, list, readVersions, news }: Work) => {
  const underWay = signal<ReadonlyMap<string, Promise<Snapshot | undefined>>>(new Map());
  /** The addresses that could not be read since the desk last responded. */
  const failed = signal<ReadonlySet<string>>(new Set());
  let freshening: Promise<void> | undefined;

  /** Reads a page, once at a time, which `take` takes over; resolves to undefined if that failed. */
  function read(address: string, take: (page: Snapshot) => void = () => {}): Promise<Snapshot | undefined> {
    const reading = underWay.peek().get(address) ?? readNow(address, take);
    underWay.value = new Map(underWay.peek()).set(address, reading);
    return reading;
  }

  async function readNow(address: string, take: (page: Snapshot) => void): Promise<Snapshot | undefined> {
    const api = session.api.peek();
    failed.value = new Set([...failed.peek()].filter((other) => other !== address));
    const ended = () => {
      underWay.value = new Map([...underWay.peek()].filter(([other]) => other !== address));
    };
    try {
      const page = await api?.page(address);
      if (!page || session.api.peek() !== api) return undefined;
      // At once: nobody sees a page that is neither under way nor there.
      batch(() => {
        learn(page);
        take(snapshotOf(page));
        ended();
      });
      return snapshotOf(page);
    } catch (error) {
      if (session.api.peek() !== api) return undefined;
      failed.value = new Set([...failed.peek(), address]);
      session.failed(error);
      return undefined;
    } finally {
      ended();
    }
  }

  const learn = action((page: Page): void => {
    readVersions.learn(page.read);
    tickets.learn(page.tickets);
  });

  async function freshenNow(): Promise<void> {
    for (;;) {
      const of = list.listing.peek();
      const address = list.oldInSight.peek()?.address;
      const take = (page: Snapshot) => {
        news.learn(
          page.ids.flatMap((id) => tickets.answered.peek().get(id) ?? []),
          readVersions.marks.peek(),
        );
        list.read(of, address, page);
      };
      if (address === undefined || !(await read(address, take))) return;
    }
  }

  /** Reads again what is old and in sight. */
  function freshen(): Promise<void> {
    freshening ??= freshenNow().finally(() => {
      freshening = undefined;
    });
    return freshening;
  }

  function stateOf(address: string | undefined): 'none' | 'loading' | 'failed' | 'waiting' {
    if (address === undefined) return 'none';
    if (underWay.value.has(address)) return 'loading';
    return failed.value.has(address) ? 'failed' : 'waiting';
  }

  /** The address of what comes before the loaded part, if that doesn't begin at the top. */
  const earlier = computed(() => {
    const known = list.loaded.value;
    const first = known && !isFromTop(known) ? idsOf(known)[0] : undefined;
    return first === undefined ? undefined : listAddress(oppositeOf(list.listing.value), first);
  });

  effect(() => {
    if (list.oldInSight.value) untracked(() => void freshen());
  });
  effect(() => {
    session.answeredAt.value;
    failed.value = new Set();
  });

  const more = computed(() => {
    const { next, reached } = list.loaded.value ?? {};
    const state = stateOf(next);
    return state === 'waiting' && reached !== undefined ? 'stopped' : state;
  });

  async function loadMore(): Promise<boolean> {
    const of = list.listing.peek();
    const next = list.loaded.peek()?.next;
    return next !== undefined && (await read(next, (page) => list.extended(of, next, page))) !== undefined;
  }

  // All that is loaded may be snoozed, or done.
  effect(() => {
    if (more.value === 'waiting' && list.rows.value.length === 0) untracked(() => void loadMore());
  });

  return {
    learn,
    read,
    freshen,
    /** Says how it stands with the next page, and with the one before the first; a search that stopped goes on at the agent's request. */
    more,
    earlier: computed(() => stateOf(earlier.value)),
    /** Loads the next page; returns true if there is one more now. */
    loadMore,
    /** Loads the page before the loaded part, if that doesn't begin at the top. */
    async loadEarlier(): Promise<void> {
      const of = list.listing.peek();
      const address = earlier.peek();
      if (address !== undefined) await read(address, (page) => list.preceded(of, pageBefore(of, page)));
    },
  };
});
