import { DeskError } from '#core/errors.ts';
import { type AutoClose, announcedClosing, waitingSince } from '#core/ticket/auto-close.ts';
import { type Change, type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { movedTo } from '#core/ticket/ticket-status.ts';
import { later } from './due-entry.ts';
import type { Act } from './run-due.ts';

/** The next thing that the setting does to a ticket, and the earliest time for it. */
export interface AutoCloseStep {
  readonly what: 'remind' | 'close';
  readonly at: string;
}

const DAY_MS = 86_400_000;

/**
 * Returns what comes next for a ticket; undefined if it doesn't wait for its customer. No ticket is closed without a reminder since it began to wait, nor
 * before the time that the reminder named.
 */
export function autoCloseStep(ticket: Ticket, { days, remindDays }: AutoClose): AutoCloseStep | undefined {
  const since = waitingSince(ticket);
  if (since === undefined) return undefined;
  const announced = announcedClosing(ticket);
  if (announced === null) return { what: 'remind', at: later(since, (days - remindDays) * DAY_MS) };
  return { what: 'close', at: latest(later(since, days * DAY_MS), announced) };
}

/**
 * Returns the sweeper's work for tickets that wait for their customers: reminds the customer, or closes the ticket, once its time has come. Without the
 * setting, nothing happens and nothing is owed.
 */
export const autoCloseDue =
  (world: ChangeWorld, setting: AutoClose | undefined): Act =>
  async (ticketId, _, now) => {
    const ticket = setting && (await world.tickets.get(ticketId));
    if (!ticket) return { next: undefined };
    const step = autoCloseStep(ticket, setting);
    if (!step || step.at > new Date(now).toISOString())
      return { next: step && { at: step.at, version: ticket.version } };
    const after = await take(world, ticket, step, setting).catch(ifRemoved);
    const next = after && autoCloseStep(after, setting);
    return { next: next && { at: next.at, version: after.version } };
  };

/** Takes a step, unless the ticket has changed so that another one is next; returns the ticket as it is then. */
async function take(world: ChangeWorld, ticket: Ticket, step: AutoCloseStep, setting: AutoClose): Promise<Ticket> {
  const { days, remindDays } = setting;
  const isNext = (one: Ticket) => {
    const next = autoCloseStep(one, setting);
    return next?.what === step.what && next.at === step.at;
  };
  const closesAt = latest(later(step.at, remindDays * DAY_MS), later(world.clock.timestamp(), remindDays * DAY_MS));
  const what: Pick<Change, 'kind' | 'closesAt' | 'rule'> =
    step.what === 'remind'
      ? { kind: 'reminder', closesAt, rule: (one, at) => ({ ...one, reminded: { at, closesAt } }) }
      : { kind: 'change', rule: (one, at) => movedTo(one, 'closed', at) };
  const change = await changeTicket(world, ticket.id, {
    ...what,
    author: { type: 'system' },
    ruledBy: { name: 'auto_close', days },
    rule: (one, at) => (isNext(one) ? what.rule(one, at) : one),
  });
  return change.ticket;
}

function ifRemoved(error: unknown): undefined {
  if (!(error instanceof DeskError && error.refusal === 'not_found')) throw error;
}

const latest = (one: string, other: string): string => (other > one ? other : one);
