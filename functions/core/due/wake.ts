import { type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { ifRemoved } from './if-removed.ts';
import type { Act } from './run-due.ts';

/** Returns the sweeper's work for snoozed tickets: wakes those whose time has come. One that is snoozed for longer by now is owed at that time. */
export const wakeDue =
  (world: ChangeWorld): Act =>
  async (ticketId, _, now) => {
    const time = new Date(now).toISOString();
    const rule = (ticket: Ticket, at: string): Ticket =>
      ticket.snoozedUntil === null || ticket.snoozedUntil > time ? ticket : awake(ticket, at);
    const change = { kind: 'change', author: { type: 'system' }, rule } as const;
    const ticket = (await changeTicket(world, ticketId, change).catch(ifRemoved))?.ticket;
    return { next: ticket?.snoozedUntil ? { at: ticket.snoozedUntil, version: ticket.version } : undefined };
  };

const awake = (ticket: Ticket, at: string): Ticket => ({
  ...ticket,
  snoozedUntil: null,
  woken: { at, version: ticket.version + 1 },
});
