import { createModel } from '@preact/signals';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Counts } from './counts.ts';
import type { Tickets } from './tickets.ts';

export type OwnChanges = InstanceType<typeof OwnChanges>;

/** The results of an agent's own changes, and the versions that they made. */
export const OwnChanges = createModel((tickets: Tickets, counts: Counts, clock: () => number) => {
  /** By ticket and version: the version that a change of this agent's made of it, with nothing in between. */
  const made = new Map<string, number>();
  const stepKey = (ticketId: string, version: number) => `${ticketId} ${version}`;

  function withOwn(ticketId: string, version: number): number {
    const next = made.get(stepKey(ticketId, version));
    return next === undefined ? version : withOwn(ticketId, next);
  }

  return {
    /** Returns the version, or the one that this agent's own changes have made of it since. */
    withOwn,
    /** Takes over what the desk made of a ticket when this agent changed it in version `from`. */
    accepted(from: number, after: Ticket): void {
      const before = tickets.answered.value.get(after.id);
      if (after.version === from + 1) made.set(stepKey(after.id, from), after.version);
      const at = clock();
      tickets.changed(after, at);
      counts.accepted(before, after, at);
    },
  };
});
