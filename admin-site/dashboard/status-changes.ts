import { batch } from '@preact/signals';
import type { Status } from '../../functions/core/ticket.ts';
import type { Move } from './counts.ts';
import type { DeskState } from './desk-state.ts';
import { Refused } from './errors.ts';
import { filterNames, type Ticket } from './ticket.ts';

/** How a change of status ended: undefined when the desk made it, else why it did not, for the agent. */
export type Outcome = string | undefined;

/**
 * Changes tickets' status: what the agent sees changes at once and is undone if the desk refuses. Changes of one ticket
 * are sent one after the other.
 */
export function statusChanges(state: DeskState, clock: () => number, failed: (error: unknown) => void) {
  const last = new Map<string, Promise<Outcome>>();

  function change(id: string, to: Status): Promise<Outcome> {
    const from = state.ticket(id)?.status;
    if (from === undefined || from === to) return Promise.resolve(undefined);
    const move = { from, to, at: Number.POSITIVE_INFINITY };
    batch(() => {
      state.pending.value = new Map(state.pending.peek()).set(id, to);
      state.moves.value = [...state.moves.peek(), move];
    });
    const sending = (last.get(id) ?? Promise.resolve()).then(() => send(id, move));
    last.set(id, sending);
    return sending.then((outcome) => {
      if (last.get(id) === sending) settle(id);
      return outcome;
    });
  }

  function settle(id: string): void {
    last.delete(id);
    const pending = new Map(state.pending.peek());
    pending.delete(id);
    state.pending.value = pending;
  }

  /** `to` may be another than was asked for: reopening restores the status before closing, which only the desk knows. */
  function arrived(move: Move, to: Status): void {
    const at = clock();
    state.moves.value = state.moves.peek().map((it) => (it === move ? { ...move, to, at } : it));
  }

  async function send(id: string, move: Move): Promise<Outcome> {
    const api = state.api.peek();
    const ticket = state.tickets.peek().get(id);
    if (!api || !ticket) return undefined;
    if (ticket.status === move.to) {
      // The change that this one undoes was refused.
      forget(move);
      return undefined;
    }
    try {
      const changed = await request(ticket, move.to);
      if (state.api.peek() !== api) return undefined;
      batch(() => {
        state.learn([changed]);
        arrived(move, changed.status);
        state.recent.value = new Map(state.recent.peek()).set(id, clock());
      });
      return undefined;
    } catch (error) {
      if (state.api.peek() !== api) return undefined;
      batch(() => {
        forget(move);
        if (error instanceof Refused && error.newer) state.learn([error.newer]);
      });
      return explain(error);
    }

    async function request(seen: Ticket, to: Status): Promise<Ticket> {
      if (!api) return seen;
      if (to === 'closed') {
        await api.close(id);
        const at = new Date(clock()).toISOString();
        return { ...seen, status: to, closedAt: at, updatedAt: at, version: seen.version + 1 };
      }
      try {
        return await api.setStatus(id, to, seen.version);
      } catch (error) {
        // Newer, but nothing the agent decided upon is different.
        if (!(error instanceof Refused) || error.newer?.status !== seen.status) throw error;
        return await api.setStatus(id, to, error.newer.version);
      }
    }
  }

  function forget(move: Move): void {
    state.moves.value = state.moves.peek().filter((other) => other !== move);
  }

  function explain(error: unknown): string {
    if (error instanceof Refused && error.newer) {
      return `someone changed it meanwhile; it is now “${filterNames[error.newer.status]}”`;
    }
    if (error instanceof Refused && error.status === 404) return 'there is no such ticket any more';
    if (!(error instanceof Refused) || error.status === 401) failed(error);
    return error instanceof Refused ? error.message : 'the desk did not answer; try again in a moment';
  }

  return change;
}
