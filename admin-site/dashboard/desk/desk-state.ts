import { batch, computed, signal } from '@preact/signals';
import type { SuppressedAddress } from '#core/mail/suppressed-addresses.ts';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Status } from '#core/ticket/ticket.ts';
import type { StatusCounts } from '#core/views/stats.ts';
import { corrected, countOf, type Move, moved } from '#dashboard/model/counts.ts';
import type { Heard } from '#dashboard/model/news.ts';
import type { Outgoing } from '#dashboard/model/outgoing-message.ts';
import type { Period } from '#dashboard/model/place.ts';
import { search } from '#dashboard/model/search.ts';
import type { Thread } from '#dashboard/model/thread.ts';
import { type Filter, inOrder, isListed, learn, type Ticket, type Tickets } from '#dashboard/model/ticket.ts';
import type { TicketList } from '#dashboard/model/ticket-list.ts';
import type { Drafts, Notices } from '#dashboard/storage/drafts.ts';
import type { Channel } from '#dashboard/storage/notification-settings.ts';
import type { ReadMarks } from '#dashboard/storage/read-marks.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { DatedStats } from '#dashboard/wire/stats.ts';
import type { Toast } from './toasts.ts';

/** Why what is shown may be old: no network, no answer (yet), or the key is no longer taken. */
export interface Trouble {
  readonly kind: 'offline' | 'slow' | 'unreachable' | 'refused';
  readonly detail: string;
  /** How long the desk asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

export type DeskState = ReturnType<typeof deskState>;

/** Everything the dashboard knows, as signals; the clock ticks in `now` (milliseconds since 1970). */
export function deskState(startedAt: number) {
  const now = signal(startedAt);
  const api = signal<DeskApi | undefined>(undefined);
  const agent = signal<string | undefined>(undefined);
  const filter = signal<Filter>('open');
  const selectedId = signal<string | undefined>(undefined);
  const query = signal('');
  const atTop = signal(true);
  /** Whether the pointer is over the list, or the focus in it. */
  const held = signal(false);
  /** The rows that keep their places meanwhile, by their tickets' ids. */
  const still = signal<readonly string[] | undefined>(undefined);
  const trouble = signal<Trouble | undefined>(undefined);
  const answeredAt = signal<number | undefined>(undefined);
  const sheetOpen = signal(false);
  const notificationsOpen = signal(false);
  /** What the composer writes. */
  const writing = signal<MessageKind>('reply');
  const toasts = signal<readonly Toast[]>([]);
  const readVersions = signal<ReadMarks>(new Map());
  /** Whether the page is in sight and has the focus. */
  const lookedAt = signal(true);
  const missingId = signal<string | undefined>(undefined);

  /** As the desk answered them. */
  const tickets = signal<Tickets>(new Map());
  const lists = signal<ReadonlyMap<Filter, TicketList>>(new Map());
  const answeredCounts = signal<StatusCounts | undefined>(undefined);
  /** The days of the insight page, while it is open. */
  const period = signal<Period | undefined>(undefined);
  /** The desk at a glance, as the insight page showed it last. */
  const stats = signal<DatedStats | undefined>(undefined);
  /** The latest time that the first answer knew of; what customers wrote later is news. Undefined before it. */
  const newsSince = signal<string | undefined>(undefined);
  const heard = signal<Heard>(new Map());
  /** The tickets whose customers wrote last. */
  const news = signal<readonly Ticket[]>([]);
  /** How news are announced, beside the page itself. */
  const channels = signal<ReadonlySet<Channel>>(new Set());
  /** What happened to tickets, by their ids, as far as it was read. */
  const threads = signal<ReadonlyMap<string, Thread>>(new Map());
  /** What is being written, and what was sent and not taken yet. */
  const drafts = signal<Drafts>(new Map());
  const outgoing = signal<readonly Outgoing[]>([]);
  /** What an agent has to know before they send a draft again. */
  const notices = signal<Notices>(new Map());
  /** Where in the text of the composer the agent goes on who has just undone a message, until they are there. */
  const restoredCaret = signal<number | undefined>(undefined);
  /** Whom mail to customers comes from; null if none is sent, undefined until the desk said so. */
  const mailSender = signal<string | null | undefined>(undefined);
  /** The admins' addresses that get no mail, as they were read last. */
  const suppressedAdmins = signal<readonly SuppressedAddress[]>([]);
  /** This agent's own changes: those under way; when each ticket's last one was answered, until the lists hold it; all the counts may lack. */
  const pending = signal<ReadonlyMap<string, Status>>(new Map());
  const recent = signal<ReadonlyMap<string, number>>(new Map());
  const moves = signal<readonly Move[]>([]);

  const displayed = computed<Tickets>(() => {
    const all = new Map(tickets.value);
    for (const [id, status] of pending.value) {
      const ticket = all.get(id);
      if (ticket) all.set(id, { ...ticket, status });
    }
    return all;
  });
  const list = computed(() => lists.value.get(filter.value));
  const listed = (ids: readonly string[] = []) =>
    inOrder([...ids, ...recent.value.keys(), ...pending.value.keys()], displayed.value).filter((ticket) =>
      isListed(ticket, filter.value),
    );
  const live = computed<readonly Ticket[]>(() => listed(list.value?.shown));
  const rows = computed<readonly Ticket[]>(() =>
    still.value && still.value.length > 0 ? inOrder(still.value, displayed.value) : live.value,
  );
  const all = computed(() => listed([...(list.value?.shown ?? []), ...(list.value?.waiting ?? [])]));
  const counts = computed<StatusCounts | undefined>(() => {
    if (!answeredCounts.value) return undefined;
    const known = moved(answeredCounts.value, moves.value);
    return list.value && list.value.next === undefined ? corrected(known, filter.value, all.value) : known;
  });

  return {
    now,
    api,
    agent,
    filter,
    selectedId,
    query,
    atTop,
    held,
    still,
    trouble,
    answeredAt,
    sheetOpen,
    notificationsOpen,
    writing,
    toasts,
    readVersions,
    lookedAt,
    missingId,
    tickets,
    lists,
    answeredCounts,
    period,
    stats,
    /** The sign-in, the tab's title and the side bar need no more than today. */
    statsDays: computed(() => period.value ?? 1),
    newsSince,
    heard,
    news,
    channels,
    threads,
    drafts,
    outgoing,
    notices,
    restoredCaret,
    mailSender,
    suppressedAdmins,
    pending,
    recent,
    moves,
    list,
    live,
    rows,
    counts,
    found: computed(() => search(rows.value, query.value)),
    newCount: computed(() => {
      const inSight = new Set(rows.value.map(({ id }) => id));
      return all.value.filter(({ id }) => !inSight.has(id)).length;
    }),
    selected: computed(() => displayed.value.get(selectedId.value ?? '')),
    total: computed(() => counts.value && countOf(counts.value, 'all')),
    ticket: (id: string) => displayed.peek().get(id),
    learn: (answered: readonly Ticket[]) => {
      tickets.value = learn(tickets.peek(), answered);
    },
    /** Forgets everything but drafts and pending messages, as if the page had just been opened. */
    clear: () =>
      batch(() => {
        api.value = undefined;
        agent.value = undefined;
        trouble.value = undefined;
        answeredAt.value = undefined;
        answeredCounts.value = undefined;
        period.value = undefined;
        stats.value = undefined;
        newsSince.value = undefined;
        heard.value = new Map();
        news.value = [];
        filter.value = 'open';
        selectedId.value = undefined;
        query.value = '';
        readVersions.value = new Map();
        toasts.value = [];
        tickets.value = new Map();
        lists.value = new Map();
        threads.value = new Map();
        suppressedAdmins.value = [];
        pending.value = new Map();
        recent.value = new Map();
        moves.value = [];
      }),
  };
}
