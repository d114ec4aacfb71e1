import { DeskError } from '#core/errors.ts';
import { type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import type { Act } from './run-due.ts';

/** Returns the sweeper's work for snoozed tickets: wakes those whose time has come. One that is snoozed for longer by now is owed at that time. */
export const wakeDue =
  (world: ChangeWorld): Act =>
  async (ticketId, _, now) => {
    const time = new Date(now).toISOString();
    const rule = (ticket: Ticket, at: string): Ticket =>
      ticket.snoozedUntil === null || ticket.snoozedUntil > time ? ticket : awake(ticket, at);
    try {
      const { ticket } = await changeTicket(world, ticketId, { kind: 'change', author: { type: 'system' }, rule });
      const { snoozedUntil, version } = ticket;
      return { next: snoozedUntil === null ? undefined : { at: snoozedUntil, version } };
    } catch (error) {
      // The ticket was removed.
      if (error instanceof DeskError && error.refusal === 'not_found') return { next: undefined };
      throw error;
    }
  };

const awake = (ticket: Ticket, at: string): Ticket => ({
  ...ticket,
  snoozedUntil: null,
  woken: { at, version: ticket.version + 1 },
});
