import { action, createModel } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { ProblemError } from '#dashboard/wire/errors.ts';
import type { Conversation } from './conversation.ts';
import type { Outgoing } from './outgoing.ts';
import type { OwnChanges } from './own-changes.ts';
import type { Session } from './session.ts';
import type { Ending, Task, TicketQueue } from './ticket-queue.ts';
import type { Tickets } from './tickets.ts';

interface Work {
  readonly session: Session;
  readonly tickets: Tickets;
  readonly conversation: Conversation;
  readonly outgoing: Outgoing;
  readonly own: OwnChanges;
  readonly queue: TicketQueue;
  readonly clock: () => number;
}

/** A change of status on its way. */
interface StatusTask extends Task {
  readonly from: Status;
}

/**
 * Changes tickets' status: what the agent sees changes at once and is undone if the desk refuses, of which `undone` then says the
 * reason. A change waits for what the agent did to the ticket before; a message that waits, too, closes the ticket itself.
 */
export const StatusChanges = createModel((work: Work) => {
  const { session, tickets, conversation, outgoing, own, queue, clock } = work;
  const waiting = new Set<Task>();

  /** Takes back a change that was not sent yet, if the ticket then has the status that is wanted. Reopening means the status before. */
  function takeBack(id: string, to: Status): boolean {
    const last = queue.lastChange(id) as StatusTask | undefined;
    if (!last || !waiting.has(last) || queue.isSending(last)) return false;
    if (last.from !== to && !(last.to()?.status === 'closed' && to === 'open')) return false;
    drop(last);
    return true;
  }

  const drop = action((task: StatusTask): void => {
    waiting.delete(task);
    queue.remove(task);
  });

  function enqueue(id: string, version: number, from: Status, to: Status, undone: (reason: string) => void): void {
    const api = session.api.value;
    const fields = { status: to };
    const task: StatusTask = {
      what: 'change',
      ticketId: id,
      lane: id,
      turn: queue.nextTurn(),
      from,
      dueAt: () => 0,
      to: () => fields,
      send: () => send(task, to, version),
      dependsOn: () => true,
      comeBack: ({ reason }) => {
        if (session.api.value !== api) return;
        drop(task);
        if (tickets.answered.value.get(id)?.status !== to) undone(reason);
      },
    };
    waiting.add(task);
    queue.add(task);
  }

  async function send(task: StatusTask, to: Status, seen: number): Promise<Ending> {
    const { ticketId: id } = task;
    const api = session.api.value;
    const isHere = () => waiting.has(task) && session.api.value === api;
    if (!api) return { kind: 'halted' };
    const version = own.withOwn(id, seen);
    try {
      const after = to === 'closed' ? await closed() : await api.change(id, { status: to }, version);
      if (isHere() && after) {
        waiting.delete(task);
        own.accepted(version, after);
      }
      return { kind: 'accepted' };
    } catch (error) {
      if (isHere()) conversation.showMissed(error);
      return { kind: 'refused', reason: explain(error, task.from), isOutdated: false };
    }

    async function closed(): Promise<Ticket | undefined> {
      await api?.close(id, version);
      const known = tickets.answered.value.get(id);
      const at = new Date(clock()).toISOString();
      return (
        known && {
          ...known,
          status: 'closed',
          closedAt: at,
          updatedAt: at,
          version: Math.max(known.version, version) + 1,
        }
      );
    }
  }

  function explain(error: unknown, from: Status): string {
    if (error instanceof ProblemError && error.newer) {
      const { status } = error.newer;
      return status === from ? texts.refusalUnseen : texts.refusalChanged(status);
    }
    if (error instanceof ProblemError && error.status === 404) return texts.refusalMissing;
    if (!(error instanceof ProblemError) || error.status === 401) session.failed(error);
    return error instanceof ProblemError ? error.message : texts.connectionNoResponse;
  }

  return {
    change(seen: Ticket, to: Status, undone: (reason: string) => void): void {
      const { id } = seen;
      const from = tickets.ticket(id)?.status;
      if (from === undefined || from === to) return;
      if (to === 'closed' ? outgoing.closeWithLast(id) : outgoing.cancelClosing(id)) {
        if (to !== 'in_progress' || tickets.ticket(id)?.status === to) return;
      } else if (takeBack(id, to)) return;
      const version = own.withOwn(id, conversation.seenVersion(seen));
      enqueue(id, version, tickets.ticket(id)?.status ?? from, to, undone);
    },
  };
});
