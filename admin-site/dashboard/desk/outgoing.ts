import { action, createModel, effect, signal, untracked } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';
import * as texts from '#dashboard/model/messages.ts';
import {
  isOwn,
  isUndoable,
  lostFiles,
  type OutgoingMessage,
  type PendingMessage,
} from '#dashboard/model/outgoing-message.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Device } from '#dashboard/storage/device.ts';
import { draftKey } from '#dashboard/storage/drafts.ts';
import { pendingMessages } from '#dashboard/storage/pending-messages.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Composer } from './composer.ts';
import type { Conversation } from './conversation.ts';
import { endingOf } from './ending.ts';
import type { OwnChanges } from './own-changes.ts';
import type { Session } from './session.ts';
import type { Ending, Task, TicketQueue } from './ticket-queue.ts';
import type { Tickets } from './tickets.ts';
import type { Toasts } from './toasts.ts';

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly conversation: Conversation;
  readonly composer: Composer;
  readonly toasts: Toasts;
  readonly own: OwnChanges;
  readonly queue: TicketQueue;
  readonly device: Device;
  readonly clock: () => number;
  readonly newKey: () => string;
}

/** The time in which a message can be undone before it is really sent, in milliseconds. */
export const UNDO_MS = 10_000;

interface Entry {
  readonly task: Task;
  /** Lets another tab have the message. */
  readonly letGo: () => void;
  toast?: number;
}

export type Outgoing = InstanceType<typeof Outgoing>;

/**
 * Sends messages, each a while after the agent did, so that it can be undone. A message is on the device until the desk has
 * accepted it, whatever becomes of the page; if the desk refuses it, its text is a draft again. More than 200 lines: one message's states, and
 * everything that may happen in each.
 */
export const Outgoing = createModel((work: Work) => {
  const { session, tickets, conversation, composer, toasts, own, queue, device, clock, newKey } = work;
  const messages = signal<readonly OutgoingMessage[]>([]);
  const pending = pendingMessages(device);
  const entries = new Map<string, Entry>();
  const find = (key: string) => messages.value.find((one) => one.key === key);

  function send(ticket: Ticket, kind: MessageKind, body: string, close: boolean, caret = body.length): void {
    const { id: ticketId, subject } = ticket;
    const agent = session.agentId.value ?? '';
    const [key, version, sentAt, turn] = [
      newKey(),
      own.withOwn(ticketId, conversation.seenVersion(ticket)),
      clock(),
      queue.nextTurn(),
    ];
    const attachments = composer.filesOf(ticketId, kind);
    const message = {
      key,
      agent,
      ticketId,
      kind,
      body,
      attachments,
      close,
      staged: composer.staged.value.get(draftKey(ticketId, kind)),
      version,
      caret,
      sentAt,
      turn,
      sending: false,
    };
    // Owned before it is stored: another tab that hears of it finds it taken.
    const entry = take(message, false);
    const isKept = pending.keep(message);
    composer.sent(message);
    entry.toast = toasts.show({ title: texts.toastSending(kind, close), subject, undo: () => undo(key) });
    // The draft has made room.
    if (!isKept) pending.keep(message);
  }

  /** Takes a message up: this tab's own, or another tab's, to be sent if that tab is closed before. */
  function take(message: PendingMessage, elsewhere: boolean): Entry {
    const { key, ticketId, turn } = message;
    const task: Task = {
      what: 'message',
      ticketId,
      lane: ticketId,
      turn,
      dueAt: () => dueAt(key),
      to: () => (find(key)?.close ? closing : undefined),
      send: () => deliver(key),
      dependsOn: ({ what }) => what === 'message' && !isIndependent(find(key)),
      comeBack: (refusal) => comeBack(key, refusal),
    };
    const entry: Entry = { task, letGo: pending.own(key, () => owned(key)) };
    entries.set(key, entry);
    messages.value = [...messages.value, { ...message, elsewhere }].sort((a, b) => a.turn - b.turn);
    queue.add(task);
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
  const update = action((key: string, changes: Partial<OutgoingMessage>): void => {
    const before = find(key);
    if (!before) return;
    const message = { ...before, ...changes };
    messages.value = messages.value.map((one) => (one === before ? message : one));
    queue.advance(message.ticketId);
  });

  function rewrite(key: string, changes: Partial<PendingMessage>): void {
    const message = find(key);
    if (message) pending.keep({ ...message, ...changes });
    update(key, changes);
  }

  /** Takes a message back if it is not on its way: its text is a draft again, and the agent is there, where they were in it. */
  const undo = action((key: string): void => {
    const message = find(key);
    if (!message || !isUndoable(message)) return;
    giveBack(message);
    conversation.show(message.ticketId);
    composer.resume(message);
  });

  /** Sends a message no more whose fate isn't known. */
  function giveUp(key: string): void {
    const message = find(key);
    const task = entries.get(key)?.task;
    if (!message || message.elsewhere || !task || queue.isSending(task)) return;
    giveBack(message);
    composer.setNotice(message, texts.outgoingMayBeSent);
  }

  const giveBack = action((message: PendingMessage): void => {
    composer.giveBack(message);
    forget(message.key);
    pending.remove(message.key);
  });

  /** Ends what this tab does about a message. */
  const forget = action((key: string): void => {
    const entry = entries.get(key);
    if (!entry) return;
    entries.delete(key);
    entry.letGo();
    toasts.dismiss(entry.toast);
    messages.value = messages.value.filter((one) => one.key !== key);
    queue.remove(entry.task);
  });

  async function deliver(key: string): Promise<Ending> {
    const api = session.api.value;
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
      if (message.staged) {
        if (isHere()) took(version, answer);
        await (await import('./apply-actions.ts')).applyActions({ api, own, conversation, toasts }, message, answer);
      }
      pending.remove(key);
      if (isHere()) arrived(message, version, answer);
      return { kind: 'accepted' };
    } catch (error) {
      const ending = endingOf(error);
      const lost = error instanceof ProblemError ? lostFiles(message, error.fields) : [];
      if (lost.length > 0) {
        // They come back as what they are.
        rewrite(key, {
          attachments: message.attachments.map((file) =>
            lost.includes(file) ? { ...file, expiresAt: clock() } : file,
          ),
        });
      }
      if (isHere()) {
        conversation.showMissed(error);
        if (error instanceof ProblemError && error.status === 401) session.failed(error);
        update(key, { trouble: error instanceof Error ? error.message : String(error) });
      }
      return lost.length > 0 && ending.kind === 'refused'
        ? { ...ending, reason: texts.outgoingFilesLost(lost.map(({ name }) => name)) }
        : ending;
    } finally {
      if (!isHere()) entry.letGo();
    }
  }

  const took = action((version: number, { ticket, entries: added }: Answer): void => {
    own.accepted(version, ticket);
    conversation.showNewer(ticket, added);
  });
  const arrived = action(({ key, staged }: OutgoingMessage, version: number, answer: Answer): void => {
    if (!staged) took(version, answer);
    forget(key);
  });

  const comeBack = action((key: string, { reason, isOutdated }: Refusal): void => {
    const isHere = entries.has(key);
    const message = find(key) ?? pending.find(key);
    if (!message) return;
    const { ticketId, kind } = message;
    giveBack(message);
    const why = isOutdated ? texts.outgoingOutdated : reason;
    composer.setNotice(message, texts.outgoingNotSent(why));
    if (!isHere) return;
    const subject = tickets.ticket(ticketId)?.subject ?? '';
    toasts.show({ title: texts.toastNotSent, subject, reason: why, goTo: { ticketId, kind } });
  });

  /** Has a ticket's last message close it, if that can still be changed; returns whether it does. */
  function closeWithLast(ticketId: string): boolean {
    const message = messageOf(queue.last(ticketId));
    if (!message || !isUndoable(message)) return false;
    rewrite(message.key, { close: true });
    return true;
  }

  /** Has no message close a ticket that would have the last word about it; returns whether there was one. */
  function cancelClosing(ticketId: string): boolean {
    const message = messageOf(queue.lastChange(ticketId));
    if (!message || !isUndoable(message)) return false;
    rewrite(message.key, { close: false });
    toasts.rename(entries.get(message.key)?.toast, texts.toastSending(message.kind, false));
    cancelClosing(ticketId);
    return true;
  }

  const messageOf = (task: Task | undefined) =>
    messages.value.find(({ key }) => task && entries.get(key)?.task === task);

  /** Leaves this agent's messages to their next session; those on their way still arrive. */
  function leave(): void {
    for (const { task, letGo } of entries.values()) if (!queue.isSending(task)) letGo();
    entries.clear();
    queue.clear();
    messages.value = [];
  }

  pending.onChange(
    action((key: string, message: PendingMessage | undefined) => {
      const known = find(key);
      if (known && !known.elsewhere) return;
      if (!message) forget(key);
      else if (known) update(key, message);
      else if (isOwn(message, session.agent.value)) take(message, true);
    }),
  );
  let known: string | undefined;
  effect(() => {
    const isOver = session.api.value === undefined;
    const agent = isOver ? undefined : session.agent.value;
    if (!isOver && agent?.id === known) return;
    // What an agent does before the desk has said who they are is theirs.
    const isAnother = isOver || known !== undefined;
    known = agent?.id;
    untracked(() => {
      if (isAnother) leave();
      for (const message of pending.all()) if (isOwn(message, agent)) take(message, true);
    });
  });
  effect(() => {
    if (session.answeredAt.value !== undefined) untracked(queue.retry);
  });

  return { messages, send, undo, giveUp, closeWithLast, cancelClosing };
});

const closing = { status: 'closed' } as const;

type Answer = Awaited<ReturnType<DeskApi['addReply']>>;
type Refusal = Parameters<Task['comeBack']>[0];

/** A note says nothing to the customer, so it can follow whatever was refused. */
const isIndependent = (message: OutgoingMessage | undefined): boolean =>
  !message || message.elsewhere || (message.kind === 'note' && !message.close);
