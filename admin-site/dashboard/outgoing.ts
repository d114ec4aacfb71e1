import { batch, effect, signal } from '@preact/signals';
import type { MessageKind } from '../../functions/core/message.ts';
import type { After } from './after.ts';
import type { DeskApi } from './api.ts';
import type { Move } from './counts.ts';
import type { DeskState, Toast } from './desk-state.ts';
import { draftOf, withDraft } from './drafts.ts';
import { Refused, Unreachable } from './errors.ts';
import type { Outgoing } from './outgoing-message.ts';
import { added } from './thread.ts';
import type { Ticket } from './ticket.ts';

interface Work {
  readonly after: After;
  readonly clock: () => number;
  readonly newKey: () => string;
  readonly failed: (error: unknown) => void;
  readonly notify: (toast: Omit<Toast, 'id'>) => number;
  readonly dismiss: (toast: number) => void;
}

/** How long a message can be undone before it is really sent. */
export const UNDO_MS = 10_000;
const RETRIES_MS = [1000, 3000, 10_000];

/** Sends messages, each a while after the agent did, so that it can be undone. Whatever goes wrong, its text is a draft again. */
export function outgoingOf(state: DeskState, { after, clock, newKey, failed, notify, dismiss }: Work) {
  /** What an agent has to know before they send a text again, by the ticket's id. */
  const notices = signal<ReadonlyMap<string, string>>(new Map());
  const waiting = new Map<string, { readonly callOff: () => void; readonly toast: number; readonly move?: Move }>();

  function send(ticket: Ticket, kind: MessageKind, body: string, close: boolean): void {
    const { id: ticketId, subject, version } = ticket;
    const outgoing = { key: newKey(), ticketId, kind, body, close, version, sending: false };
    const move = close && ticket.status !== 'closed' ? closing(ticket) : undefined;
    batch(() => {
      setNotice(ticketId, undefined);
      state.drafts.value = withDraft(state.drafts.peek(), ticketId, kind, '');
      state.outgoing.value = [...state.outgoing.peek(), outgoing];
    });
    const what = kind === 'note' ? 'Note' : 'Reply';
    const toast = notify({ title: close ? `${what} and closing` : what, subject, undo: () => undo(outgoing.key) });
    const callOff = after(UNDO_MS, () => void deliver(outgoing.key));
    waiting.set(outgoing.key, { callOff, toast, ...(move && { move }) });
  }

  /** The ticket counts as closed from now on, though it can be undone. */
  function closing({ id, status }: Ticket): Move {
    const move = { from: status, to: 'closed', at: Number.POSITIVE_INFINITY } as const;
    batch(() => {
      state.pending.value = new Map(state.pending.peek()).set(id, 'closed');
      state.moves.value = [...state.moves.peek(), move];
    });
    return move;
  }

  /** Takes a message back, if it is not on its way: its text is a draft again. */
  function undo(key: string): void {
    const outgoing = state.outgoing.peek().find((one) => one.key === key);
    if (!outgoing || outgoing.sending) return;
    giveBack(outgoing);
    state.selectedId.value = outgoing.ticketId;
  }

  function giveBack({ key, ticketId, kind, body }: Outgoing): void {
    const drafts = state.drafts.peek();
    const written = draftOf(drafts, ticketId, kind);
    batch(() => {
      state.drafts.value = withDraft(drafts, ticketId, kind, written === '' ? body : `${body}\n\n${written}`);
      forget(key, ticketId, true);
    });
  }

  function forget(key: string, ticketId: string, backToBefore: boolean): void {
    const { callOff, toast, move } = waiting.get(key) ?? {};
    callOff?.();
    if (toast !== undefined) dismiss(toast);
    waiting.delete(key);
    state.outgoing.value = state.outgoing.peek().filter((one) => one.key !== key);
    if (!move) return;
    const pending = new Map(state.pending.peek());
    pending.delete(ticketId);
    state.pending.value = pending;
    if (backToBefore) state.moves.value = state.moves.peek().filter((other) => other !== move);
  }

  async function deliver(key: string): Promise<void> {
    const outgoing = state.outgoing.peek().find((one) => one.key === key);
    const api = state.api.peek();
    if (!outgoing || outgoing.sending || !api) return;
    const { toast } = waiting.get(key) ?? {};
    if (toast !== undefined) dismiss(toast);
    state.outgoing.value = state.outgoing.peek().map((one) => (one === outgoing ? { ...one, sending: true } : one));
    try {
      const answer = await insist(api, outgoing);
      if (state.api.peek() !== api) return;
      arrived(outgoing, answer);
    } catch (error) {
      refused(outgoing, error, state.api.peek() === api);
    }
  }

  async function insist(api: DeskApi, outgoing: Outgoing) {
    for (const pause of [...RETRIES_MS, undefined]) {
      try {
        return await api.addReply(outgoing);
      } catch (error) {
        if (pause === undefined || !(error instanceof Unreachable || (error instanceof Refused && error.status >= 500)))
          throw error;
        await new Promise<void>((resolve) => after(pause, resolve));
      }
    }
    throw new Unreachable('The desk did not answer.');
  }

  function arrived({ key, ticketId }: Outgoing, { ticket, entries }: Awaited<ReturnType<DeskApi['addReply']>>): void {
    const before = state.tickets.peek().get(ticketId);
    const { move } = waiting.get(key) ?? {};
    batch(() => {
      state.learn([ticket]);
      const known = state.threads.peek().get(ticketId);
      if (known && known.version === ticket.version - 1) {
        state.threads.value = new Map(state.threads.peek()).set(ticketId, added(known, entries, ticket.version));
      }
      forget(key, ticketId, false);
      const at = clock();
      if (move) state.moves.value = state.moves.peek().map((it) => (it === move ? { ...it, at } : it));
      else if (before && before.status !== ticket.status)
        state.moves.value = [...state.moves.peek(), { from: before.status, to: ticket.status, at }];
      state.recent.value = new Map(state.recent.peek()).set(ticketId, at);
    });
  }

  function refused(outgoing: Outgoing, error: unknown, isSignedIn: boolean): void {
    const { ticketId } = outgoing;
    batch(() => {
      giveBack(outgoing);
      if (!isSignedIn) return;
      if (error instanceof Refused && error.newer) {
        state.learn([error.newer]);
        setNotice(ticketId, 'Not sent: something came in while you wrote. Read it above, then send again.');
        state.selectedId.value = ticketId;
        return;
      }
      const reason = error instanceof Refused ? error.message : 'the desk did not answer.';
      setNotice(ticketId, `Not sent: ${reason} Your text is kept.`);
      notify({ title: 'Not sent', subject: state.ticket(ticketId)?.subject ?? '', reason });
      if (!(error instanceof Refused) || error.status === 401) failed(error);
    });
  }

  function setNotice(ticketId: string, text: string | undefined): void {
    const others = new Map(notices.peek());
    others.delete(ticketId);
    notices.value = text === undefined ? others : others.set(ticketId, text);
  }

  /** Sends at once what waits to be undone: the page or the agent goes. */
  function flush(): Promise<unknown> {
    return Promise.all(state.outgoing.peek().map(({ key }) => deliver(key)));
  }

  /** What the page before this one sent, and may not have seen taken: it is sent again by the same keys, and so added once. */
  function resume(lost: readonly Outgoing[]): void {
    state.outgoing.value = [...state.outgoing.peek(), ...lost.map((one) => ({ ...one, sending: false }))];
    const stop = effect(() => {
      if (!state.api.value) return;
      queueMicrotask(() => stop());
      for (const { key } of lost) void deliver(key);
    });
  }

  return { notices, send, undoSend: undo, flush, resume };
}
