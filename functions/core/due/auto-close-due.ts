import { type AutoClose, announcedClosing, waitingSince } from '#core/ticket/auto-close.ts';
import { type Change, type ChangeWorld, changeTicket } from '#core/ticket/change-ticket.ts';
import type { MailProblem, Ticket } from '#core/ticket/ticket.ts';
import { movedTo } from '#core/ticket/ticket-status.ts';
import { later } from './due-entry.ts';
import { ifRemoved } from './if-removed.ts';
import type { Act } from './run-due.ts';

/** The next thing that the setting does to a ticket, and the earliest time for it. */
export interface AutoCloseStep {
  readonly what: 'remind' | 'close';
  readonly at: string;
}

interface World extends ChangeWorld {
  /** Returns the reason why mail doesn't reach a ticket's customer; undefined if it may. Absent on a desk that sends none. */
  readonly unreachable?: ((ticket: Ticket) => Promise<MailProblem | undefined>) | undefined;
  /** Returns true if an agent has yet to decide about mail that the ticket's customer may have written. */
  readonly hasHeldMail: (ticket: Ticket) => Promise<boolean>;
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

/** Returns what the setting does to a ticket at a time, if anything. A reminder from long before the closing is forgotten, so it comes again: the setting was off meanwhile. */
export function dueStep(ticket: Ticket, setting: AutoClose, time: string): AutoCloseStep | undefined {
  const step = autoCloseStep(ticket, setting);
  if (!step || step.at > time) return undefined;
  const isForgotten = step.what === 'close' && later(step.at, setting.remindDays * DAY_MS) < time;
  return isForgotten ? { what: 'remind', at: step.at } : step;
}

/**
 * Returns the sweeper's work for tickets that wait for their customers: reminds the customer, or closes the ticket, once its time has come. A customer whom
 * mail doesn't reach isn't reminded: the ticket says so instead. While mail to a ticket is held, it waits. Without the setting, nothing happens and nothing is owed.
 */
export const autoCloseDue =
  (world: World, setting: AutoClose | undefined): Act =>
  async (ticketId, _, now) => {
    const before = setting && (await world.tickets.get(ticketId));
    if (!before) return { next: undefined };
    const step = dueStep(before, setting, new Date(now).toISOString());
    if (step && (await world.hasHeldMail(before))) return { next: { at: step.at, version: before.version } };
    const ticket = step ? await take(world, before, step, setting).catch(ifRemoved) : before;
    const next = ticket && autoCloseStep(ticket, setting);
    return { next: next && { at: next.at, version: ticket.version } };
  };

/** Takes a step, unless the ticket has changed so that another one is next; returns the ticket as it is then. */
async function take(world: World, ticket: Ticket, step: AutoCloseStep, setting: AutoClose): Promise<Ticket> {
  const expected = autoCloseStep(ticket, setting);
  const isStill = (one: Ticket) => {
    const next = autoCloseStep(one, setting);
    return next?.what === expected?.what && next?.at === expected?.at;
  };
  const what = changeOf(step, setting, await world.unreachable?.(ticket), world.clock.timestamp());
  const rule: Change['rule'] = (one, at) => (isStill(one) ? what.rule(one, at) : one);
  return (await changeTicket(world, ticket.id, { ...what, author: { type: 'system' }, rule })).ticket;
}

function changeOf(
  { what, at: dueAt }: AutoCloseStep,
  { days, remindDays }: AutoClose,
  problem: MailProblem | undefined,
  now: string,
): Pick<Change, 'kind' | 'closesAt' | 'ruledBy' | 'rule'> {
  if (problem) return { kind: `mail_${problem}`, rule: (one) => ({ ...one, mailProblem: problem }) };
  const ruledBy = { name: 'auto_close', days } as const;
  if (what === 'close') return { kind: 'change', ruledBy, rule: (one, at) => movedTo(one, 'closed', at) };
  const closesAt = later(latest(dueAt, now), remindDays * DAY_MS);
  return { kind: 'reminder', closesAt, ruledBy, rule: (one, at) => ({ ...one, reminded: { at, closesAt } }) };
}

const latest = (one: string, other: string): string => (other > one ? other : one);
