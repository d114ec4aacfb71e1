import type { Calendar } from '#core/hours/calendar.ts';
import type { Entry } from './entry.ts';
import { movedTargets, type Situation, type Targets, targetsFrom } from './targets.ts';
import type { Ticket } from './ticket.ts';

/** The part of an entry that targets follow from. */
export type Event = Pick<Entry, 'kind' | 'author' | 'changes' | 'createdAt' | 'version'>;

/** A ticket with targets, and its entries, in any order. */
export interface History {
  readonly ticket: Ticket & { readonly targets: Targets };
  readonly events: readonly Event[];
}

/** The histories of tickets. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface Histories {
  /** Yields the tickets with targets (consistent), in parts. */
  all(): AsyncIterable<readonly History[]>;
  /** Returns the calendar with a hash, or undefined. */
  calendar(hash: string): Promise<Calendar | undefined>;
  /** Replaces a ticket's targets, unless the ticket was changed meanwhile. */
  repair(ticket: Ticket, targets: Targets): Promise<void>;
}

/** Returns the targets that a ticket has after its entries, by its own calendar and the working time that it was stamped with. */
export function recomputedTargets({ ticket, events }: History, calendar: Calendar | undefined): Targets | undefined {
  const stamped = targetsFrom(ticket.targets, calendar, ticket.createdAt);
  if (!stamped) return undefined;
  let targets: Targets = { ...stamped, calendar: ticket.targets.calendar };
  let before: Situation = { status: 'open', latestMessage: null };
  for (const { kind, author, changes, createdAt: at } of events.toSorted((a, b) => a.version - b.version)) {
    const changed = Object.fromEntries(changes.map(({ field, to }) => [nameInSituation(field), to]));
    const after: Situation = { ...before, ...changed, ...(kind === 'reply' && { latestMessage: { author } }) };
    const isReply = kind === 'reply' && author.type === 'agent';
    targets = movedTargets(targets, { before, after, at, isReply }, calendar);
    before = after;
  }
  return targets;
}

/** Returns the name that a situation has for a field of an entry. */
const nameInSituation = (field: string): string => (field === 'snoozed_until' ? 'snoozedUntil' : field);

/**
 * Recomputes the targets of all tickets, while traffic goes on, and repairs those that differ: clocks may be set otherwise than was known when a ticket was
 * stamped. A ticket whose calendar somebody removed stays, and so does one that was merged or that others were merged into. Returns the number of tickets repaired. Throws `unavailable`.
 */
export async function rebuildTargets(histories: Histories): Promise<number> {
  let repaired = 0;
  for await (const part of differing(histories)) {
    for (const { ticket, targets } of part) await histories.repair(ticket, targets);
    repaired += part.length;
  }
  return repaired;
}

/** A difference between a ticket's targets and those that follow from its history. */
interface Difference {
  readonly what: string;
  readonly told: number;
  readonly truth: number;
}

/** Returns the tickets whose targets don't follow from their history; each of them counts as one that has them, where none should. Throws `unavailable`. */
export async function compareTargets(histories: Histories): Promise<readonly Difference[]> {
  const parts = await Array.fromAsync(differing(histories));
  return parts.flat().map(({ ticket }) => ({ what: `outdated targets of ticket ${ticket.id}`, told: 1, truth: 0 }));
}

async function* differing(histories: Histories) {
  for await (const part of histories.all()) {
    const compared = await Promise.all(
      part.map(async (history) => {
        const { ticket } = history;
        if (!isWhole(history) || isOfMerge(history)) return [];
        const hash = ticket.targets.calendar;
        const calendar = hash === null ? undefined : await histories.calendar(hash);
        if (hash !== null && !calendar) return [];
        const targets = recomputedTargets(history, calendar);
        return targets && !isSame(targets, ticket.targets) ? [{ ticket, targets }] : [];
      }),
    );
    yield compared.flat();
  }
}

/** The last entry made the ticket's version, unless it was changed between reading the two. */
const isWhole = ({ ticket, events }: History): boolean =>
  Math.max(1, ...events.map(({ version }) => version)) === ticket.version;

/** Returns true if a merge is in a ticket's history: messages of the other ticket may have moved its time, too. */
const isOfMerge = ({ events }: History): boolean =>
  events.some(({ changes }) => changes.some(({ field }) => field === 'merged' || field === 'merged_into'));

const isSame = (one: Targets, other: Targets): boolean =>
  one.replyDueAt === other.replyDueAt &&
  one.resolveDueAt === other.resolveDueAt &&
  one.repliedAt === other.repliedAt &&
  one.pausedAt === other.pausedAt;
