import { batch } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import type { Move } from '#dashboard/model/counts.ts';
import { filterNames, type Ticket } from '#dashboard/model/ticket.ts';
import { Refused } from '#dashboard/wire/errors.ts';
import type { DeskState } from './desk-state.ts';
import type { Outbox } from './outgoing.ts';
import type { OwnChanges } from './own-changes.ts';
import { showMissed } from './show-newer.ts';
import type { Ending, Task, TicketQueue } from './ticket-queue.ts';

interface Work {
  readonly queue: TicketQueue;
  readonly own: OwnChanges;
  readonly outbox: Outbox;
  readonly clock: () => number;
  readonly failed: (error: unknown) => void;
}

/** A change of status on its way. */
interface StatusTask extends Task {
  readonly from: Status;
  readonly move: Move;
}

/**
 * Changes tickets' status: what the agent sees changes at once and is undone if the desk refuses, of which `undone` then says the
 * reason. A change waits for what the agent did to the ticket before; a message that waits, too, closes the ticket itself.
 */
export function statusChanges(state: DeskState, { queue, own, outbox, clock, failed }: Work) {
  const waiting = new Set<Task>();

  return (seen: Ticket, to: Status, undone: (reason: string) => void): void => {
    const { id } = seen;
    const from = state.ticket(id)?.status;
    if (from === undefined || from === to) return;
    if (to === 'closed' ? outbox.closeWithLast(id) : outbox.cancelClosing(id)) {
      if (to !== 'in_progress' || state.ticket(id)?.status === to) return;
    } else if (takeBack(id, to)) return;
    enqueue(id, own.seen(seen), state.ticket(id)?.status ?? from, to, undone);
  };

  /** Takes back a change that was not sent yet, if the ticket then has the status that is wanted. Reopening means the status before. */
  function takeBack(id: string, to: Status): boolean {
    const last = queue.lastStatusTask(id) as StatusTask | undefined;
    if (!last || !waiting.has(last) || queue.isSending(last)) return false;
    if (last.from !== to && !(last.to() === 'closed' && to === 'open')) return false;
    drop(last);
    return true;
  }

  function drop(task: StatusTask): void {
    waiting.delete(task);
    batch(() => {
      own.drop(task.move);
      queue.remove(task);
    });
  }

  function enqueue(id: string, version: number, from: Status, to: Status, undone: (reason: string) => void): void {
    const session = state.api.peek();
    const task: StatusTask = {
      what: 'status',
      ticketId: id,
      turn: queue.nextTurn(),
      from,
      move: own.begin(from, to),
      dueAt: () => 0,
      to: () => to,
      send: () => send(task, to, version),
      dependsOn: () => true,
      comeBack: ({ reason }) => {
        if (state.api.peek() !== session) return;
        drop(task);
        if (state.tickets.peek().get(id)?.status !== to) undone(reason);
      },
    };
    waiting.add(task);
    queue.add(task);
  }

  async function send(task: StatusTask, to: Status, seen: number): Promise<Ending> {
    const { ticketId: id, move } = task;
    const api = state.api.peek();
    const isHere = () => waiting.has(task) && state.api.peek() === api;
    if (!api) return { kind: 'halted' };
    const version = own.withOwn(id, seen);
    try {
      const after = to === 'closed' ? await closed() : await api.setStatus(id, to, version);
      batch(() => {
        if (!isHere() || !after) return;
        waiting.delete(task);
        own.accepted(move, version, after);
      });
      return { kind: 'accepted' };
    } catch (error) {
      if (isHere()) showMissed(state, error);
      return { kind: 'refused', reason: explain(error, task.from), isOutdated: false };
    }

    async function closed(): Promise<Ticket | undefined> {
      await api?.close(id, version);
      const known = state.tickets.peek().get(id);
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
    if (error instanceof Refused && error.newer) {
      const { status } = error.newer;
      return status === from
        ? 'something came in that you have not read yet'
        : `someone changed it meanwhile; it is now “${filterNames[status]}”`;
    }
    if (error instanceof Refused && error.status === 404) return 'there is no such ticket any more';
    if (!(error instanceof Refused) || error.status === 401) failed(error);
    return error instanceof Refused ? error.message : 'the desk did not answer; try again in a moment';
  }
}
