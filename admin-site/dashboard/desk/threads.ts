import { batch, effect, signal } from '@preact/signals';
import { awaitsMail, extended, joined, type Thread } from '#dashboard/model/thread.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { After } from './after.ts';
import type { DeskState } from './desk-state.ts';

const DELIVERY_POLL_MS = 3000;

/** Reads a ticket's thread when it is selected, when the ticket is newer, and while its mail is under way. Never throws. */
export function threadsOf(state: DeskState, clock: () => number, after: After) {
  /** Why the selected ticket's thread could not be read. */
  const unread = signal<string | undefined>(undefined);
  const underWay = new Map<string, Promise<void>>();
  let callOff = (): void => {};

  /** Reads a thread, unless that is under way. */
  function read(id: string): Promise<void> {
    const reading = underWay.get(id) ?? readNow(id).finally(() => underWay.delete(id));
    underWay.set(id, reading);
    return reading;
  }

  /** Reads a thread as it is now: what is under way may have been read before. */
  async function readAgain(id: string): Promise<void> {
    await underWay.get(id);
    await read(id);
  }

  async function readNow(id: string): Promise<void> {
    const api = state.api.peek();
    if (!api) return;
    try {
      const { ticket, thread } = await api.thread(id);
      if (state.api.peek() !== api) return;
      batch(() => {
        state.learn([ticket]);
        keep(id, joined(state.threads.peek().get(id), thread));
        unread.value = undefined;
      });
    } catch (error) {
      const gone = error instanceof Refused && error.status === 404;
      if (state.api.peek() === api && !gone) unread.value = error instanceof Error ? error.message : String(error);
    }
  }

  async function readEarlier(id: string): Promise<void> {
    const api = state.api.peek();
    const known = state.threads.peek().get(id);
    if (!api || !known?.earlier) return;
    try {
      const { thread } = await api.threadPart(known.earlier);
      const now = state.threads.peek().get(id);
      if (state.api.peek() === api && now?.earlier === known.earlier) keep(id, extended(now, thread));
    } catch (error) {
      if (state.api.peek() === api) unread.value = error instanceof Error ? error.message : String(error);
    }
  }

  function keep(id: string, thread: Thread): void {
    state.threads.value = new Map(state.threads.peek()).set(id, thread);
  }

  let selected: string | undefined;
  effect(() => {
    const ticket = state.selected.value;
    // What became of its mails may have changed, which makes no ticket newer.
    const isAnother = ticket?.id !== selected;
    selected = ticket?.id;
    // After a failure, whenever the desk answers again.
    if (unread.value !== undefined) state.answeredAt.value;
    const known = ticket && state.threads.value.get(ticket.id);
    if (!state.api.value || !ticket || (!isAnother && known && known.version >= ticket.version)) return;
    void read(ticket.id);
  });

  effect(() => {
    callOff();
    const ticket = state.selected.value;
    const thread = ticket && state.threads.value.get(ticket.id);
    if (!thread || !state.mailSender.value || !awaitsMail(thread, ticket.createdAt, clock())) return;
    callOff = after(DELIVERY_POLL_MS, () => void read(ticket.id));
  });

  return { unread, readEarlier, readThread: readAgain };
}
