import { batch } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Status } from '#core/ticket/ticket.ts';
import type { Period } from '#dashboard/model/place.ts';
import { type Filter, isListed, nextAfter, type Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { keepDrafts } from '#dashboard/storage/drafts.ts';
import { withEntry } from '#dashboard/storage/kept-entries.ts';
import { keepReadMarks, markWhatIsRead } from '#dashboard/storage/read-marks.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { After } from './after.ts';
import { cannedReplies } from './canned-replies.ts';
import { type DeskState, deskState, type Trouble } from './desk-state.ts';
import { mailActions } from './mail-actions.ts';
import { outgoingOf } from './outgoing.ts';
import { ownChanges } from './own-changes.ts';
import { refreshOf } from './refresh.ts';
import { statusChanges } from './status-changes.ts';
import { keepRowsStill } from './still-rows.ts';
import { suppressedAdminsOf } from './suppressed-admins.ts';
import { threadsOf } from './threads.ts';
import { ticketQueue } from './ticket-queue.ts';
import { toastsOf } from './toasts.ts';

/** What the desk needs of the world. */
export interface World {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly online: () => boolean;
  readonly device: Device;
  readonly connect: (key: string, signal: AbortSignal) => DeskApi;
  readonly after?: After;
  readonly newKey?: () => string;
}

const onTimer: After = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

export type Desk = ReturnType<typeof openDesk>;

const done = { open: 'Marked open', in_progress: 'Marked in progress', closed: 'Closed' } as const;
/** Reopening brings back the status before closing, which only the desk knows. */
const titleOf = (from: Status, to: Status) => (from === 'closed' && to === 'open' ? 'Reopened' : done[to]);
const notDone = { open: 'Not marked open', in_progress: 'Not marked in progress', closed: 'Not closed' } as const;

/** The dashboard without its looks: what an agent knows and can do. */
export function openDesk({
  clock,
  online,
  device,
  connect,
  after = onTimer,
  newKey = () => crypto.randomUUID(),
}: World) {
  const state: DeskState = deskState(clock());
  const reading = refreshOf(state, clock, after, failed);
  const { refresh, readSelected } = reading;
  const takeRows = keepRowsStill(state, reading.showWaiting);
  const canned = cannedReplies(state.api, failed);
  const threads = threadsOf(state, clock, after);
  const readSuppressedAdmins = suppressedAdminsOf(state, clock);
  const toasts = toastsOf(state.toasts);
  const own = ownChanges(state, clock);
  const queue = ticketQueue({ clock, after, changed: showStatus });
  keepReadMarks(state, device, clock);
  markWhatIsRead(state);
  const writeDraft = keepDrafts(state, device, clock);
  const outbox = outgoingOf(state, { device, queue, own, toasts, clock, newKey, failed });
  const change = statusChanges(state, { queue, own, outbox, clock, failed });
  let session = new AbortController();

  /** Shows a ticket in the status that the agent's own changes will give it. */
  function showStatus(ticketId: string, status: Status | undefined): void {
    if (state.pending.peek().get(ticketId) === status) return;
    state.pending.value = withEntry(state.pending.peek(), ticketId, status);
  }

  function failed(error: unknown): void {
    const detail = error instanceof Error ? error.message : '';
    const refused = error instanceof Refused && error.status === 401;
    const retryAfterMs = error instanceof Refused ? error.retryAfterMs : undefined;
    state.trouble.value = { kind: refused ? 'refused' : online() ? 'unreachable' : 'offline', detail, retryAfterMs };
  }

  /** Works with this key from now on; the place and, after a refusal, the tickets stay. */
  function useKey(key: string): void {
    session.abort();
    session = new AbortController();
    batch(() => {
      state.api.value = connect(key, session.signal);
      state.trouble.value = undefined;
    });
  }

  /** Verifies a key with the desk and works with it; rejects with `Refused` or `Unreachable`. */
  async function signIn(key: string): Promise<void> {
    const { counts, agent } = await connect(key, new AbortController().signal).stats(1);
    batch(() => {
      useKey(key);
      state.agent.value = agent;
      state.answeredCounts.value ??= counts;
    });
    await refresh();
  }

  /** A refresh, unless there is nothing to ask with; answers what went wrong, if anything did. */
  async function poll(): Promise<Trouble | undefined> {
    if (!state.api.peek() || state.trouble.peek()?.kind === 'refused') return undefined;
    return (await refresh()) ? undefined : state.trouble.peek();
  }

  /** What was sent still goes out; everything else of this agent ends. */
  function signOut(): void {
    const ended = session;
    void queue.flush().finally(() => ended.abort());
    session = new AbortController();
    state.clear();
  }

  function showFilter(filter: Filter): void {
    if (filter === state.filter.peek()) {
      leaveInsight();
      return;
    }
    batch(() => {
      leaveInsight();
      state.filter.value = filter;
      state.selectedId.value = undefined;
      state.atTop.value = true;
      showWaiting();
    });
    void refresh();
  }

  function showWaiting(): void {
    reading.showWaiting();
    takeRows();
  }

  async function loadMore(): Promise<void> {
    await reading.loadMore();
    takeRows();
  }

  function select(id: string | undefined): void {
    batch(() => {
      if (id !== undefined) leaveInsight();
      state.selectedId.value = id;
      state.missingId.value = undefined;
    });
    if (id === undefined) return;
    if (!state.ticket(id)) void readSelected();
  }

  /** Shows the numbers of the last days in place of list and ticket. */
  function showInsight(period: Period): void {
    if (period === state.period.peek()) return;
    batch(() => {
      state.selectedId.value = undefined;
      state.period.value = period;
    });
    void refresh();
  }

  function leaveInsight(): void {
    state.period.value = undefined;
  }

  /** A row may be in sight only to keep its place. */
  const goOnFrom = (ticket: Ticket) =>
    nextAfter(
      state.found.peek().filter((row) => isListed(row, state.filter.peek())),
      ticket,
    );

  /** Sends a message, in a while; after closing with it, the next ticket is the selected one. */
  function send(ticket: Ticket, kind: MessageKind, body: string, close: boolean, caret?: number): void {
    const next = goOnFrom(ticket);
    outbox.send(ticket, kind, body, close, caret);
    if (close && ticket.status !== 'closed' && state.selectedId.peek() === ticket.id) select(next?.id);
  }

  /** Changes a ticket's status and offers to undo it. After closing, the next ticket is the selected one. */
  function changeStatus(ticket: Ticket, to: Status): void {
    const { id, subject } = ticket;
    const next = goOnFrom(ticket);
    const undo = () => {
      change(ticket, ticket.status, refused('Not undone'));
      select(id);
    };
    const refused = (title: string) => (reason: string) => {
      toasts.dismiss(toast);
      toasts.notify({ title, subject, reason, goTo: { ticketId: id } });
    };
    const toast = toasts.notify({ title: titleOf(ticket.status, to), subject, undo });
    if (to === 'closed' && state.selectedId.peek() === id) select(next?.id);
    change(ticket, to, refused(notDone[to]));
  }

  return {
    ...state,
    canned,
    refresh,
    poll,
    loadMore,
    showWaiting,
    useKey,
    signIn,
    signOut,
    showFilter,
    showInsight,
    select,
    changeStatus,
    ...threads,
    ...mailActions(state, { toasts, failed, readThread: threads.readThread, readSuppressedAdmins }),
    writeDraft,
    send,
    undoSend: outbox.undo,
    giveUp: outbox.giveUp,
    flush: queue.flush,
    undo: toasts.undo,
    undoOffered: toasts.undoOffered,
    dismiss: toasts.dismiss,
    failed,
  };
}
