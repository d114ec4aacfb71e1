import fc from 'fast-check';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { anyStatus, openTicket } from '#test/core/arbitraries.ts';

export const noon = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000000000Z`;

/** Returns the next version of a ticket, with another status; the same ticket if it already has that. */
export function moved(ticket: Ticket, status: Status, at: string): Ticket {
  const after = withStatus(ticket, status, at);
  return after === ticket ? ticket : { ...after, updatedAt: at, version: ticket.version + 1 };
}

/** Returns the next version of a ticket, with another assignee; the same ticket if it already has that. */
function assigned(ticket: Ticket, id: string | null): Ticket {
  const unchanged = id === (ticket.assignee?.id ?? null);
  return unchanged
    ? ticket
    : { ...ticket, assignee: id === null ? null : { id, name: 'Dana' }, version: ticket.version + 1 };
}

/** Returns the next version of a ticket, snoozed until another time or awake; the same ticket if that changes nothing. */
function snoozed(ticket: Ticket, until: string | null): Ticket {
  const unchanged = until === ticket.snoozedUntil || ticket.status === 'closed';
  return unchanged ? ticket : { ...ticket, snoozedUntil: until, version: ticket.version + 1 };
}

const anyChange = fc.oneof(
  fc.tuple(anyStatus, fc.integer({ min: 2, max: 28 })).map(
    ([status, day]) =>
      (ticket: Ticket) =>
        moved(ticket, status, noon(day)),
  ),
  fc.constantFrom('dana', 'ben', null).map((id) => (ticket: Ticket) => assigned(ticket, id)),
  fc.constantFrom(noon(29), noon(30), null).map((until) => (ticket: Ticket) => snoozed(ticket, until)),
);

/** A ticket's changes, from its submission on; some tickets are removed at the end. */
const life = fc
  .tuple(openTicket, fc.array(anyChange, { maxLength: 6 }), fc.boolean())
  .map(([ticket, changes, removed]): TicketChange[] => {
    const all: TicketChange[] = [{ ticket }];
    let last = ticket;
    for (const change of changes) {
      const next = change(last);
      if (next !== last) all.push({ ticket: next });
      last = next;
    }
    return removed ? [...all, { ticket: last, removed }] : all;
  });

/** The lives of several tickets. */
export const ticketLives = fc.uniqueArray(life, { selector: ([first]) => first?.ticket.id, maxLength: 6 });

/** Returns the tickets that are left at the end. */
export const leftOf = (lives: readonly (readonly TicketChange[])[]) =>
  lives.flatMap((changes) => {
    const last = changes.at(-1);
    return last && !last.removed ? [last.ticket] : [];
  });
