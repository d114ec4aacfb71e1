import { action, computed, createModel, effect, signal } from '@preact/signals';
import { awaitsMail, continued, extended, joined, type Thread, type ThreadEntry } from '#dashboard/model/thread.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { ReadVersions } from './read-versions.ts';
import type { Session } from './session.ts';
import type { StartTimer } from './start-timer.ts';
import type { Tickets } from './tickets.ts';

const DELIVERY_POLL_MS = 3000;

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly readVersions: ReadVersions;
  readonly clock: () => number;
  readonly startTimer: StartTimer;
}

export type Conversation = InstanceType<typeof Conversation>;

/**
 * The selected ticket and what happened to it: read when it is selected, when the ticket is newer, and while its mail is under way.
 * Never throws.
 */
export const Conversation = createModel(({ session, tickets, readVersions, clock, startTimer }: Work) => {
  const selectedId = signal<string | undefined>(undefined);
  const missingId = signal<string | undefined>(undefined);
  /** The threads of tickets, by their IDs, as far as they were loaded. */
  const threads = signal<ReadonlyMap<string, Thread>>(new Map());
  /** Why the selected ticket's thread could not be read. */
  const failure = signal<string | undefined>(undefined);
  /** Returns true if the page is in sight and has the focus. */
  const lookedAt = signal(true);
  const selected = computed(() => tickets.displayed.value.get(selectedId.value ?? ''));
  const underWay = new Map<string, Promise<void>>();
  let callOff = (): void => {};

  /** Reads a thread, unless that is under way. */
  const read = action((id: string): Promise<void> => {
    const reading = underWay.get(id) ?? readNow(id).finally(() => underWay.delete(id));
    underWay.set(id, reading);
    return reading;
  });

  async function readNow(id: string): Promise<void> {
    const api = session.api.value;
    if (!api) return;
    const newest = (): number => tickets.answered.peek().get(id)?.version ?? 0;
    try {
      // Again if the ticket became newer meanwhile: what was read may lack what it is newer by.
      for (let known = -1; known < newest(); ) {
        known = newest();
        const { ticket, thread } = await api.thread(id);
        if (session.api.value !== api) return;
        took(ticket, thread);
        known = Math.max(known, ticket.version);
      }
    } catch (error) {
      const gone = error instanceof ProblemError && error.status === 404;
      if (!gone) failed(api, id, error);
    }
  }

  const took = action((ticket: Ticket, thread: Thread): void => {
    tickets.learn([ticket]);
    keep(ticket.id, joined(threads.value.get(ticket.id), thread));
    failure.value = undefined;
  });

  function failed(api: DeskApi, id: string, error: unknown): void {
    if (session.api.value !== api || selectedId.value !== id) return;
    failure.value = error instanceof Error ? error.message : String(error);
  }

  function keep(id: string, thread: Thread): void {
    threads.value = new Map(threads.value).set(id, thread);
  }

  /** Shows a ticket as the desk has it now, with entries that its thread goes on with; what the thread still lacks is read. */
  function showNewer(ticket: Ticket, entries: readonly ThreadEntry[]): void {
    const known = threads.value.get(ticket.id);
    if (known) keep(ticket.id, continued(known, entries));
    tickets.learn([ticket]);
  }

  effect(() => {
    if (selected.value && lookedAt.value) readVersions.read(selected.value);
  });

  let before: string | undefined;
  effect(() => {
    const ticket = selected.value;
    // What became of its mails may have changed, which makes no ticket newer.
    const isAnother = ticket?.id !== before;
    before = ticket?.id;
    // After a failure, whenever the desk answers again.
    if (failure.value !== undefined) session.answeredAt.value;
    const known = ticket && threads.value.get(ticket.id);
    if (!session.api.value || !ticket || (!isAnother && known && known.version >= ticket.version)) return;
    void read(ticket.id);
  });

  effect(() => {
    callOff();
    const ticket = selected.value;
    const thread = ticket && threads.value.get(ticket.id);
    if (!thread || !session.mailSender.value || !awaitsMail(thread, ticket.createdAt, clock())) return;
    callOff = startTimer(DELIVERY_POLL_MS, () => void read(ticket.id));
  });

  return {
    selectedId,
    selected,
    missingId,
    threads,
    failure,
    readVersions: readVersions.marks,
    lookedAt,
    show(id: string | undefined): void {
      if (id !== selectedId.value) failure.value = undefined;
      selectedId.value = id;
      missingId.value = undefined;
    },
    /** Says of a ticket that the desk has none, if it is the selected one. */
    isMissing(id: string): void {
      if (id === selectedId.value) missingId.value = id;
    },
    showNewer,
    /** Shows what a refused action did not know of. */
    showMissed(error: unknown): void {
      if (error instanceof ProblemError && error.newer) showNewer(error.newer, error.missed);
    },
    /** The version of a ticket that the agent has seen: of its thread, if that was read. */
    seenVersion: ({ id, version }: Ticket): number => Math.min(version, threads.value.get(id)?.version ?? version),
    async readEarlier(id: string): Promise<void> {
      const api = session.api.value;
      const known = threads.value.get(id);
      if (!api || !known?.earlier) return;
      try {
        const { thread } = await api.threadPart(known.earlier);
        const now = threads.value.get(id);
        if (session.api.value === api && now?.earlier === known.earlier) keep(id, extended(now, thread));
      } catch (error) {
        failed(api, id, error);
      }
    },
    /** Reads a thread as it is now: what is under way may have been read before. */
    async readThread(id: string): Promise<void> {
      await underWay.get(id);
      await read(id);
    },
    clear(): void {
      this.show(undefined);
      readVersions.clear();
      threads.value = new Map();
    },
  };
});
