import { computed, createModel, signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import { listParameters, type Sort } from '#dashboard/model/listing.ts';
import type { Period } from '#dashboard/model/place.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import type { Filter, Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from '#dashboard/storage/device.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { Composer } from './composer.ts';
import { Conversation } from './conversation.ts';
import { Counts } from './counts.ts';
import { Dialogs } from './dialogs.ts';
import { FieldChanges } from './field-changes.ts';
import { followMerges } from './follow-merges.ts';
import { Insight } from './insight.ts';
import { laterMailActions } from './later-mail-actions.ts';
import { List } from './list.ts';
import { ListPages } from './list-pages.ts';
import { News } from './news.ts';
import { Outgoing } from './outgoing.ts';
import { OwnChanges } from './own-changes.ts';
import { ReadVersions } from './read-versions.ts';
import { Refresh } from './refresh.ts';
import { Session, type Trouble } from './session.ts';
import type { StartTimer } from './start-timer.ts';
import { StatusChanges } from './status-changes.ts';
import { SuppressedAdmins } from './suppressed-admins.ts';
import { ticketQueue } from './ticket-queue.ts';
import { Tickets } from './tickets.ts';
import { Toasts } from './toasts.ts';
import { undoableChanges } from './undoable-changes.ts';
import { wayThrough } from './way-through.ts';

/** The desk's dependencies. */
interface World {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly online: () => boolean;
  readonly device: Device;
  readonly connect: (key: string, signal: AbortSignal) => DeskApi;
  readonly startTimer?: StartTimer;
  readonly newKey?: () => string;
}

const onTimer: StartTimer = (milliseconds, act) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

export type Desk = InstanceType<typeof Desk>;

/** The dashboard without its looks, by topic: what an agent knows and can do. */
export const Desk = createModel((world: World) => {
  const { clock, device, startTimer = onTimer, newKey = () => crypto.randomUUID() } = world;
  const session = new Session(world);
  const tickets = new Tickets();
  const list = new List(session, tickets, device);
  const counts = new Counts(session, tickets, list);
  const readVersions = new ReadVersions({ session, device, clock });
  const news = new News();
  const pages = new ListPages({ session, tickets, list, readVersions, news });
  const conversation = new Conversation({ session, tickets, readVersions, clock, startTimer });
  const composer = new Composer(device, clock);
  const toasts = new Toasts();
  const insight = new Insight(clock);
  const suppressedAdmins = new SuppressedAdmins(session, clock);
  const dialogs = new Dialogs();
  /** True while held mail is shown in place of list and ticket. */
  const heldMail = signal(false);
  /** The token of an invitation that is being looked at. */
  const invitation = signal<string | undefined>(undefined);
  const own = new OwnChanges(tickets, counts, clock);
  const queue = ticketQueue({ clock, startTimer, changed: tickets.showFields });
  const outgoing = new Outgoing({
    session,
    tickets,
    conversation,
    composer,
    toasts,
    own,
    queue,
    device,
    clock,
    newKey,
  });
  const fields = new FieldChanges({ session, tickets, conversation, own, queue });
  const statuses = new StatusChanges({ session, tickets, conversation, outgoing, own, queue, clock });
  const { refresh, readTicket } = new Refresh({
    session,
    tickets,
    list,
    pages,
    counts,
    conversation,
    news,
    readVersions,
    insight,
    clock,
    startTimer,
  });

  function leavePage(): void {
    insight.show(undefined);
    heldMail.value = false;
  }

  function select(id: string | undefined): void {
    if (id !== undefined) leavePage();
    conversation.show(id);
    if (id !== undefined && !tickets.ticket(id)) void readTicket(id);
  }

  function signOut(): void {
    const sent = queue.flush();
    const abort = session.end();
    void sent.finally(abort);
    dialogs.clear();
    heldMail.value = false;
    for (const model of [tickets, list, counts, conversation, toasts, news, insight, suppressedAdmins]) model.clear();
  }

  followMerges(conversation, composer, select);

  return {
    session,
    tickets,
    list,
    pages,
    counts,
    conversation,
    composer,
    outgoing,
    toasts,
    news,
    insight,
    heldMail,
    /** True if a page hides list and ticket. */
    isOnPage: computed(() => heldMail.value || insight.period.value !== undefined),
    suppressedAdmins,
    dialogs,
    invitation,
    own,
    /** Returns what a key does to the tickets that are marked, instead of to one; undefined if none is. Its code loads later. */
    forMany: signal<((action: Action) => (() => void) | undefined) | undefined>(undefined),
    ...undoableChanges({ fields, statuses, toasts, list, conversation, select }),
    ...laterMailActions({ session, tickets, conversation, suppressedAdmins, toasts }),
    refresh,
    ...wayThrough({ list, pages, tickets, refresh }),
    flush: queue.flush,
    select,

    /** Verifies a key with the desk and works with it, in place of another agent if it is theirs no more; rejects with `ProblemError` or `Unreachable`. */
    async signIn(key: string): Promise<void> {
      const me = await world.connect(key, new AbortController().signal).me();
      if (session.agentId.value !== undefined && session.agentId.value !== me.agent.id) signOut();
      session.useKey(key, me);
      await refresh();
    },
    /** Refreshes, unless there is nothing to ask with; returns what went wrong, if anything did. */
    async poll(): Promise<Trouble | undefined> {
      if (!session.api.value || session.trouble.value?.kind === 'refused') return undefined;
      return (await refresh()) ? undefined : session.trouble.value;
    },
    /** Forgets everything but drafts and pending messages. What was sent still goes out; everything else of this agent ends. */
    signOut,

    /** Shows the tickets of a filter, in the order that the agent prefers there if no other is wanted. */
    showFilter(filter: Filter, sort: Sort = list.sortOf(filter), q = ''): void {
      leavePage();
      const next = { filter, q, sort };
      if (listParameters(next) === listParameters(list.listing.value)) return;
      // A space ends its last filter.
      list.query.value = q && `${q} `;
      list.show(next);
      conversation.show(undefined);
      void refresh();
    },
    /** Shows the numbers of the last days in place of list and ticket. */
    showInsight(period: Period): void {
      if (period === insight.period.value) return;
      conversation.show(undefined);
      leavePage();
      insight.show(period);
      void refresh();
    },
    showHeldMail(): void {
      conversation.show(undefined);
      insight.show(undefined);
      heldMail.value = true;
    },

    /** Sends a message, in a while; after closing with it, the next ticket is the selected one. */
    send(ticket: Ticket, kind: MessageKind, body: string, close: boolean, caret?: number): void {
      const next = list.nextAfter(ticket);
      outgoing.send(ticket, kind, body, close, caret);
      if (close && ticket.status !== 'closed' && conversation.selectedId.value === ticket.id) select(next?.id);
    },
  };
});
