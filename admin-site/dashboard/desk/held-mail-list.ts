import { action, computed, createModel, effect, signal, untracked } from '@preact/signals';
import { extended, type HeldMail, type HeldMailList as Listed, refreshed } from '#dashboard/model/held-mail.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { HeldMailApi, HeldMailPage } from '#dashboard/wire/held-mail-api.ts';
import type { HeldMailRequests } from './held-mail-requests.ts';
import type { Session } from './session.ts';

interface World {
  readonly session: Session;
  readonly heldMailOf: (api: DeskApi) => HeldMailApi;
  readonly requests: HeldMailRequests;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Returns true if the page is in sight. */
  readonly isVisible: () => boolean;
}

/** The least time between two reads that nobody asked for: on a desk that receives mail, and on one that did once. */
const RECEIVES_MS = 120_000;
const RECEIVED_MS = 3_600_000;

/** Held mail as this page knows it. While it is looked at, nothing appears or disappears but by the agent's actions. Never throws. */
export const HeldMailList = createModel((world: World) => {
  const { session, heldMailOf, requests, clock, isVisible } = world;
  const mails = signal<ReadonlyMap<string, HeldMail>>(new Map());
  /** As the desk answered; undefined until it did. */
  const list = signal<Listed | undefined>(undefined);
  /** Those that are being looked at. */
  const looked = signal<readonly string[] | undefined>(undefined);
  /** Those that the agent dealt with. */
  const done = signal<ReadonlySet<string>>(new Set());
  /** The reason why they couldn't be read. */
  const unread = signal<string | undefined>(undefined);
  /** The mail that the agent goes on with, until it has the focus. */
  const goOnWith = signal<string | undefined>(undefined);
  let latest: { readonly api: DeskApi; readonly at: number } | undefined;
  let isOpen = false;

  const isLeft = (id: string) => !done.value.has(id);
  const left = computed(() => list.value?.ids.filter(isLeft));
  const shown = computed(() =>
    (looked.value ?? list.value?.ids)?.filter(isLeft).flatMap((id) => mails.value.get(id) ?? []),
  );

  const learn = (read: readonly HeldMail[]) => {
    mails.value = new Map([...mails.value, ...read.map((mail) => [mail.id, mail] as const)]);
  };

  /** Lets everything in that the desk has. */
  function showAll(): void {
    looked.value = isOpen ? list.value?.ids : undefined;
  }

  const take = action((page: HeldMailPage): void => {
    learn(page.mails);
    list.value = refreshed(list.value, page);
    unread.value = undefined;
    if (!looked.value || shown.value?.length === 0) showAll();
  });

  const takeMore = action((known: Listed, page: HeldMailPage): void => {
    learn(page.mails);
    list.value = extended(known, page);
    if (looked.value) looked.value = [...looked.value, ...page.ids];
  });

  /** Reads the first page (again); what is known stays in sight meanwhile. */
  async function read(): Promise<void> {
    const api = session.api.value;
    if (!api) return;
    const mine = { api, at: clock() };
    latest = mine;
    try {
      const page = await heldMailOf(api).first();
      if (latest === mine && session.api.value === api) take(page);
    } catch (error) {
      // What nobody looks at is read again later.
      if (session.api.value === api && isOpen) unread.value = requests.notDone(error).detail;
    }
  }

  function setDone(id: string, isDone: boolean): void {
    const others = [...done.value].filter((other) => other !== id);
    done.value = new Set(isDone ? [...others, id] : others);
  }

  effect(() => {
    session.api.value;
    untracked(() => {
      mails.value = new Map();
      list.value = looked.value = unread.value = goOnWith.value = undefined;
      done.value = new Set();
    });
  });
  effect(() => {
    if (session.answeredAt.value === undefined || !isVisible()) return;
    const pause = session.inboundDomain.value ? RECEIVES_MS : RECEIVED_MS;
    if (!latest || latest.api !== session.api.peek() || clock() - latest.at >= pause) untracked(() => void read());
  });

  return {
    shown,
    unread,
    goOnWith,
    /** The number of those that wait, as far as they were loaded; undefined until they were. */
    count: computed(() => left.value?.length),
    hasMore: computed(() => list.value?.next !== undefined),
    /** The number of those that aren't shown yet. */
    waiting: computed(() => {
      const known = new Set(looked.value);
      return looked.value ? (left.value?.filter((id) => !known.has(id)).length ?? 0) : 0;
    }),
    read,
    showAll,
    /** Begins to show them. Returns a function that ends it. */
    open(): () => void {
      isOpen = true;
      showAll();
      void read();
      return () => {
        isOpen = false;
        looked.value = undefined;
      };
    },
    async loadMore(): Promise<void> {
      const address = list.value?.next;
      if (address === undefined) return;
      const page = await requests.attempt((held) => held.page(address));
      if (!page) return;
      if ('kind' in page) unread.value = page.detail;
      else if (list.value?.next === address) takeMore(list.value, page);
    },
    setDone,
    /** Takes a mail out of sight. The agent goes on with the next one. */
    leave: action((id: string): void => {
      const rows = shown.value ?? [];
      const place = rows.findIndex((row) => row.id === id);
      goOnWith.value = (rows[place + 1] ?? rows[place - 1])?.id;
      setDone(id, true);
    }),
    /** Changes what is known of a sender's mails. */
    senderIs(address: string, isBlocked: boolean): void {
      learn([...mails.value.values()].filter(({ from }) => from === address).map((mail) => ({ ...mail, isBlocked })));
    },
  };
});
