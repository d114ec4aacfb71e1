import { batch } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import type { Move } from '#dashboard/model/counts.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { DeskState } from './desk-state.ts';

export type OwnChanges = ReturnType<typeof ownChanges>;

/** What an agent's own changes do to the counts before the desk has them, and which versions they made. */
export function ownChanges(state: DeskState, clock: () => number) {
  /** By ticket and version: the version that a change of this agent's made of it, with nothing in between. */
  const made = new Map<string, number>();
  const stepKey = (ticketId: string, version: number) => `${ticketId} ${version}`;

  /** The version, or the one that this agent's own changes have made of it since. */
  function withOwn(ticketId: string, version: number): number {
    const next = made.get(stepKey(ticketId, version));
    return next === undefined ? version : withOwn(ticketId, next);
  }

  const edit = (change: (moves: readonly Move[]) => readonly Move[]) => {
    state.moves.value = change(state.moves.peek());
  };

  return {
    withOwn,
    /** The version of a ticket that the agent has seen: of its thread, if that was read. */
    seen({ id, version }: Ticket): number {
      return withOwn(id, Math.min(version, state.threads.peek().get(id)?.version ?? version));
    },
    /** Counts a ticket in another status from now on. */
    begin(from: Status, to: Status): Move {
      const move = { from, to, at: Number.POSITIVE_INFINITY };
      edit((moves) => [...moves, move]);
      return move;
    },
    /** Counts it as before. */
    drop(move: Move | undefined): void {
      edit((moves) => moves.filter((other) => other !== move));
    },
    /** Takes over what the desk made of a ticket when this agent changed it in version `from`. */
    accepted(move: Move | undefined, from: number, after: Ticket): void {
      const before = state.tickets.peek().get(after.id);
      if (after.version === from + 1) made.set(stepKey(after.id, from), after.version);
      const at = clock();
      batch(() => {
        state.learn([after]);
        state.recent.value = new Map(state.recent.peek()).set(after.id, at);
        // The status may be another than was asked for: reopening restores the one before closing, which only the desk knows.
        if (move) edit((moves) => moves.map((it) => (it === move ? { ...it, to: after.status, at } : it)));
        else if (before && before.status !== after.status) {
          edit((moves) => [...moves, { from: before.status, to: after.status, at }]);
        }
      });
    },
  };
}
