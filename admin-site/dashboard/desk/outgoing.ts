import { batch, effect, untracked } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import type { Move } from '#dashboard/model/counts.ts';
import { isUndoable, type Outgoing, type PendingMessage } from '#dashboard/model/outgoing-message.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { draftKey, draftOf, withDraft } from '#dashboard/storage/drafts.ts';
import { withEntry } from '#dashboard/storage/kept-entries.ts';
import { pendingMessages } from '#dashboard/storage/pending-messages.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { DeskState } from './desk-state.ts';
import { endingOf } from './ending.ts';
import type { OwnChanges } from './own-changes.ts';
import { showMissed, showNewer } from './show-newer.ts';
import type { Ending, Task, TicketQueue } from './ticket-queue.ts';
import type { ToastRack } from './toasts.ts';

interface Work {
  readonly device: Device;
  readonly queue: TicketQueue;
  readonly own: OwnChanges;
  readonly toasts: ToastRack;
  readonly clock: () => number;
  readonly newKey: () => string;
  readonly failed: (error: unknown) => void;
}

/** How long a message can be undone before it is really sent, in milliseconds. */
export const UNDO_MS = 10_000;

interface Entry {
  readonly task: Task;
  /** Lets another tab have the message. */
  readonly letGo: () => void;
  toast?: number;
  move?: Move | undefined;
}

export type Outbox = ReturnType<typeof outgoingOf>;

/**
 * Sends messages, each a while after the agent did, so that it can be undone. A message is on the device until the desk has
 * accepted it, whatever becomes of the page; if the desk refuses it, its text is a draft again.
 */
export function outgoingOf(state: DeskState, { device, queue, own, toasts, clock, newKey, failed }: Work) {
  const pending = pendingMessages(device);
  const entries = new Map<string, Entry>();
  const find = (key: string) => state.outgoing.peek().find((one) => one.key === key);

  function send(ticket: Ticket, kind: MessageKind, body: string, close: boolean, caret = body.length): void {
    const { id: ticketId, subject } = ticket;
    const agent = state.agent.peek() ?? '';
    const [key, version, sentAt, turn] = [newKey(), own.seen(ticket), clock(), queue.nextTurn()];
    const message = { key, agent, ticketId, kind, body, close, version, caret, sentAt, turn, sending: false };
    let isKept = false;
    batch(() => {
      // Owned before it is stored: another tab that hears of it finds it taken.
      const entry = take(message, false);
      isKept = pending.keep(message);
      state.drafts.value = withDraft(state.drafts.peek(), ticketId, kind, '');
      entry.toast = toasts.notify({ title: titleOf(message), subject, undo: () => undo(key) });
    });
    // The draft has made room.
    if (!isKept) pending.keep(message);
  }

  /** Takes a message up: this tab's own, or another tab's, to be sent if that tab is closed before. */
  function take(message: PendingMessage, elsewhere: boolean): Entry {
    const { key, ticketId, turn } = message;
    const task: Task = {
      what: 'message',
      ticketId,
      turn,
      dueAt: () => dueAt(key),
      to: () => (find(key)?.close ? 'closed' : undefined),
      send: () => deliver(key),
      dependsOn: ({ what }) => what === 'message' && !isIndependent(find(key)),
      comeBack: (refusal) => comeBack(key, refusal),
    };
    const entry: Entry = { task, letGo: pending.own(key, () => owned(key)) };
    entries.set(key, entry);
    batch(() => {
      state.outgoing.value = [...state.outgoing.peek(), { ...message, elsewhere }].sort((a, b) => a.turn - b.turn);
      countClosing(key);
      queue.add(task);
    });
    return entry;
  }

  /** The tab that had a message is gone, or has done with it. */
  function owned(key: string): void {
    if (!find(key)?.elsewhere) return;
    const message = pending.find(key);
    if (message) update(key, { ...message, elsewhere: false });
    else forget(key);
  }

  function dueAt(key: string): number | undefined {
    const message = find(key);
    if (!message || message.elsewhere) return undefined;
    return message.sending ? 0 : Math.min(message.sentAt, clock()) + UNDO_MS;
  }

  /** Changes what is known of a message. */
  function update(key: string, changes: Partial<Outgoing>): void {
    const before = find(key);
    if (!before) return;
    const message = { ...before, ...changes };
    batch(() => {
      state.outgoing.value = state.outgoing.peek().map((one) => (one === before ? message : one));
      if (message.close !== before.close) countClosing(key);
      queue.advance(message.ticketId);
    });
  }

  function rewrite(key: string, changes: Partial<PendingMessage>): void {
    const message = find(key);
    if (message) pending.keep({ ...message, ...changes });
    update(key, changes);
  }

  /** Counts a message's ticket as closed from now on if the message closes it. */
  function countClosing(key: string): void {
    const entry = entries.get(key);
    const message = find(key);
    if (!entry || !message) return;
    own.drop(entry.move);
    const from = state.ticket(message.ticketId)?.status;
    entry.move = message.close && from !== undefined && from !== 'closed' ? own.begin(from, 'closed') : undefined;
  }

  /** Takes a message back if it is not on its way: its text is a draft again, and the agent is there, where they were in it. */
  function undo(key: string): void {
    const message = find(key);
    if (!message || !isUndoable(message)) return;
    batch(() => {
      giveBack(message);
      state.selectedId.value = message.ticketId;
      state.writing.value = message.kind;
      state.restoredCaret.value = message.caret;
    });
  }

  /** Sends a message no more whose fate isn't known. */
  function giveUp(key: string): void {
    const message = find(key);
    const task = entries.get(key)?.task;
    if (!message || message.elsewhere || !task || queue.isSending(task)) return;
    batch(() => {
      giveBack(message);
      setNotice(message, 'It may have been sent. Check the thread in a while before you send it again.');
    });
  }

  function giveBack({ key, ticketId, kind, body }: PendingMessage): void {
    const drafts = state.drafts.peek();
    const written = draftOf(drafts, ticketId, kind);
    batch(() => {
      state.drafts.value = withDraft(drafts, ticketId, kind, written === '' ? body : `${body}\n\n${written}`);
      own.drop(entries.get(key)?.move);
      forget(key);
    });
    pending.remove(key);
  }

  /** Ends what this tab does about a message. */
  function forget(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    entry.letGo();
    batch(() => {
      toasts.dismiss(entry.toast);
      state.outgoing.value = state.outgoing.peek().filter((one) => one.key !== key);
      queue.remove(entry.task);
    });
  }

  async function deliver(key: string): Promise<Ending> {
    const api = state.api.peek();
    const entry = entries.get(key);
    if (!api || !entry) return { kind: 'halted' };
    toasts.dismiss(entry.toast);
    rewrite(key, { sending: true });
    const message = find(key);
    if (!message) return { kind: 'halted' };
    const version = own.withOwn(message.ticketId, message.version);
    const isHere = () => entries.get(key) === entry;
    try {
      const answer = await api.addReply({ ...message, version });
      pending.remove(key);
      if (isHere()) arrived(message, entry, version, answer);
      return { kind: 'accepted' };
    } catch (error) {
      const ending = endingOf(error);
      if (isHere()) {
        showMissed(state, error);
        if (error instanceof Refused && error.status === 401) failed(error);
        update(key, { trouble: error instanceof Error ? error.message : String(error) });
      }
      return ending;
    } finally {
      if (!isHere()) entry.letGo();
    }
  }

  function arrived({ key }: Outgoing, { move }: Entry, version: number, { ticket, entries: added }: Answer): void {
    batch(() => {
      own.accepted(move, version, ticket);
      showNewer(state, ticket, added);
      forget(key);
    });
  }

  function comeBack(
    key: string,
    { reason, isOutdated }: { readonly reason: string; readonly isOutdated: boolean },
  ): void {
    const isHere = entries.has(key);
    const message = find(key) ?? pending.find(key);
    if (!message) return;
    const { ticketId, kind } = message;
    batch(() => {
      giveBack(message);
      const missed = 'Not sent: something came in while you wrote. Read it above, then send again.';
      setNotice(message, isOutdated ? missed : `Not sent: ${reason} Your text is kept.`);
      if (!isHere) return;
      const why = isOutdated ? 'something came in while you wrote.' : reason;
      const subject = state.ticket(ticketId)?.subject ?? '';
      toasts.notify({ title: 'Not sent', subject, reason: why, goTo: { ticketId, kind } });
    });
  }

  function setNotice({ ticketId, kind }: PendingMessage, text: string): void {
    state.notices.value = withEntry(state.notices.peek(), draftKey(ticketId, kind), text);
  }

  /** Has a ticket's last message close it, if that can still be changed; returns whether it does. */
  function closeWithLast(ticketId: string): boolean {
    const message = messageOf(queue.last(ticketId));
    if (!message || !isUndoable(message)) return false;
    rewrite(message.key, { close: true });
    return true;
  }

  /** Has no message close a ticket that would have the last word about it; returns whether there was one. */
  function cancelClosing(ticketId: string): boolean {
    const message = messageOf(queue.lastStatusTask(ticketId));
    if (!message || !isUndoable(message)) return false;
    rewrite(message.key, { close: false });
    toasts.rename(entries.get(message.key)?.toast, titleOf({ ...message, close: false }));
    cancelClosing(ticketId);
    return true;
  }

  const messageOf = (task: Task | undefined) =>
    state.outgoing.peek().find(({ key }) => task && entries.get(key)?.task === task);

  /** Leaves this agent's messages to their next session; those on their way still arrive. */
  function leave(): void {
    for (const { task, letGo } of entries.values()) if (!queue.isSending(task)) letGo();
    entries.clear();
    queue.clear();
    state.outgoing.value = [];
  }

  pending.onChange((key, message) => {
    const known = find(key);
    if (known && !known.elsewhere) return;
    if (!message) forget(key);
    else if (known) update(key, message);
    else if (message.agent === state.agent.peek()) take(message, true);
  });
  effect(() => {
    const agent = state.agent.value;
    untracked(() => {
      leave();
      for (const message of pending.all()) if (message.agent === agent) take(message, true);
    });
  });
  effect(() => {
    if (state.answeredAt.value !== undefined) untracked(queue.retry);
  });

  return { send, undo, giveUp, closeWithLast, cancelClosing };
}

type Answer = Awaited<ReturnType<NonNullable<DeskState['api']['value']>['addReply']>>;

const titleOf = ({ kind, close }: Pick<PendingMessage, 'kind' | 'close'>): string =>
  `${kind === 'note' ? 'Note' : 'Reply'}${close ? ' and closing' : ''}`;

/** A note says nothing to the customer, so it can follow whatever was refused. */
const isIndependent = (message: Outgoing | undefined): boolean =>
  !message || message.elsewhere || (message.kind === 'note' && !message.close);
