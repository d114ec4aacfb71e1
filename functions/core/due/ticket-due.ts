import type { AutoClose } from '#core/ticket/auto-close.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { autoCloseStep } from './auto-close-due.ts';
import type { DueEntry, DueKind } from './due-entry.ts';

/** The kinds of work that a ticket owes by what it is now, whatever made it so. */
const ticketKinds: readonly DueKind[] = ['snooze', 'auto_close'];
export const isOfTicket = ({ kind }: DueEntry): boolean => ticketKinds.includes(kind);

/** Returns the work that a ticket owes by what it is now: a snoozed one wakes; with the setting, one that waits for its customer is closed in the end. */
export function dueOf(ticket: Ticket, autoClose: AutoClose | undefined): readonly DueEntry[] {
  const { id: subject, version, snoozedUntil } = ticket;
  const step = autoClose && autoCloseStep(ticket, autoClose);
  return [
    ...(snoozedUntil === null ? [] : [{ kind: 'snooze', subject, at: snoozedUntil, version } as const]),
    ...(step ? [{ kind: 'auto_close', subject, at: step.at, version } as const] : []),
  ];
}

/** The difference that a change makes to what its ticket owes. */
export interface DueMove {
  readonly owed: readonly DueEntry[];
  /** Each in the latest version in which the ticket owed it. */
  readonly done: readonly DueEntry[];
}

/** Returns the difference between two versions of a ticket; undefined is no such ticket. */
export function dueMoveOf(
  before: Ticket | undefined,
  after: Ticket | undefined,
  autoClose: AutoClose | undefined,
): DueMove | undefined {
  const [from, to] = [before, after].map((ticket) => (ticket ? dueOf(ticket, autoClose) : []));
  const move = { owed: without(to, from), done: without(from, to) };
  return move.owed.length + move.done.length === 0 ? undefined : move;
}

const without = (all: readonly DueEntry[] = [], others: readonly DueEntry[] = []) =>
  all.filter((one) => !others.some((other) => isSamePlace(one, other)));

/** Returns true if two entries take the same place, in whatever version. */
export const isSamePlace = (one: DueEntry, other: DueEntry): boolean =>
  one.kind === other.kind && one.subject === other.subject && one.at === other.at;
