import { createModel, effect, untracked } from '@preact/signals';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { DeskApi } from '#dashboard/wire/api.ts';
import type { HeldMailApi } from '#dashboard/wire/held-mail-api.ts';
import { HeldMailList } from './held-mail-list.ts';
import { heldMailRequests, type NotDone } from './held-mail-requests.ts';
import { UNDO_MS } from './outgoing.ts';
import type { Session } from './session.ts';
import type { StartTimer } from './start-timer.ts';
import type { Tickets } from './tickets.ts';

interface World {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly heldMailOf: (api: DeskApi) => HeldMailApi;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly startTimer: StartTimer;
  /** Returns true if the page is in sight. */
  readonly isVisible: () => boolean;
}

export type HeldMails = InstanceType<typeof HeldMails>;

/** Mail that waits for an agent, and what agents do with it. Never throws. */
export const HeldMails = createModel((world: World) => {
  const { session, tickets, heldMailOf, clock, startTimer, isVisible } = world;
  const requests = heldMailRequests(session, heldMailOf);
  const list = new HeldMailList({ session, heldMailOf, requests, clock, isVisible });
  const { attempt, attemptTo } = requests;
  /** Deletions that can still be undone: each is cancelled by its function. */
  const deletions = new Map<string, () => void>();

  effect(() => {
    session.api.value;
    untracked(() => {
      for (const callOff of deletions.values()) callOff();
      deletions.clear();
    });
  });

  return {
    ...list,
    /** Adds a mail to a ticket, or to a new one of its sender. Returns the ticket. */
    async accept(id: string, ticketId: string | undefined): Promise<Ticket | NotDone | undefined> {
      if (ticketId !== undefined && !tickets.ticket(ticketId)) {
        const found = await attempt((_, api) => api.get(ticketId));
        if (found && 'kind' in found) return found.kind === 'gone' ? { ...found, kind: 'no_ticket' } : found;
      }
      const accepted = await attempt((held) => held.accept(id, ticketId));
      if (!accepted) return undefined;
      if (!('kind' in accepted)) {
        tickets.learn([accepted]);
        list.setDone(id, true);
        void list.read();
      } else if (accepted.kind === 'gone') list.leave(id);
      return accepted;
    },
    /**
     * Deletes a mail in a while, unless that is undone; tells `ended` then, with the reason if it is still there. Nothing is deleted before, and nothing if the
     * page ends meanwhile.
     */
    remove(id: string, ended: (reason: NotDone | undefined) => void): void {
      if (deletions.has(id)) return;
      list.leave(id);
      const callOff = startTimer(UNDO_MS, async () => {
        deletions.delete(id);
        const refused = await attemptTo((held) => held.remove(id));
        if (refused) list.setDone(id, false);
        else void list.read();
        ended(refused);
      });
      deletions.set(id, callOff);
    },
    undoRemoving(id: string): void {
      deletions.get(id)?.();
      if (!deletions.delete(id)) return;
      list.setDone(id, false);
      list.goOnWith.value = id;
    },
    /** Blocks a sender, or unblocks them. Returns the reason why not. */
    async setBlocked(address: string, isBlocked: boolean): Promise<NotDone | undefined> {
      const refused = await attemptTo((held) => held.setBlocked(address, isBlocked));
      if (!refused) list.senderIs(address, isBlocked);
      return refused;
    },
  };
});
