import { later } from '#core/due/due-entry.ts';
import type { Act } from '#core/due/run-due.ts';
import { DeskError } from '#core/errors.ts';
import { type ChangeWorld, changeTicket } from './change-ticket.ts';
import { waitsForCustomer } from './targets.ts';
import type { Ticket } from './ticket.ts';
import { movedTo } from './ticket-status.ts';

/** Tickets that wait for their customer are closed after this many days, and the customer is reminded `remindDays` before. */
export interface AutoClose {
  readonly days: number;
  readonly remindDays: number;
}

/** The next thing that the setting does to a ticket, and the earliest time for it. */
export interface AutoCloseStep {
  readonly what: 'remind' | 'close';
  readonly at: string;
}

const DAY_MS = 86_400_000;

/**
 * Returns what comes next for a ticket; undefined if it doesn't wait for its customer or is snoozed. Days count from the last thing that the customer
 * could see, or from the end of a snooze. No ticket is closed without a reminder since then, nor before the time that the reminder named.
 */
export function autoCloseStep(ticket: Ticket, { days, remindDays }: AutoClose): AutoCloseStep | undefined {
  if (!waitsForCustomer(ticket) || ticket.snoozedUntil !== null) return undefined;
  const since = latest(ticket.activityAt, ticket.woken?.at);
  const { reminded } = ticket;
  if (!reminded || reminded.at <= since) return { what: 'remind', at: later(since, (days - remindDays) * DAY_MS) };
  return { what: 'close', at: latest(later(since, days * DAY_MS), reminded.closesAt) };
}

/**
 * Returns the sweeper's work for tickets that wait for their customers: reminds the customer, or closes the ticket, once its time has come. Without the
 * setting, nothing happens and nothing is owed.
 */
export const autoCloseDue =
  (world: ChangeWorld, setting: AutoClose | undefined): Act =>
  async (ticketId, _, now) => {
    if (!setting) return { next: undefined };
    const time = new Date(now).toISOString();
    const rule = (ticket: Ticket, at: string): Ticket => {
      const step = autoCloseStep(ticket, setting);
      if (!step || step.at > time) return ticket;
      return step.what === 'close' ? movedTo(ticket, 'closed', at) : reminded(ticket, setting, at);
    };
    const ruledBy = { name: 'auto_close', days: setting.days } as const;
    const change = { kind: 'change', author: { type: 'system' }, rule, ruledBy } as const;
    try {
      const { ticket } = await changeTicket(world, ticketId, change);
      const next = autoCloseStep(ticket, setting);
      return { next: next && { at: next.at, version: ticket.version } };
    } catch (error) {
      // The ticket was removed.
      if (error instanceof DeskError && error.refusal === 'not_found') return { next: undefined };
      throw error;
    }
  };

function reminded(ticket: Ticket, { days, remindDays }: AutoClose, at: string): Ticket {
  const since = latest(ticket.activityAt, ticket.woken?.at);
  const closesAt = latest(later(since, days * DAY_MS), later(at, remindDays * DAY_MS));
  return { ...ticket, reminded: { at, closesAt } };
}

const latest = (one: string, other: string | undefined): string => (other !== undefined && other > one ? other : one);
