import { type Calendar, calendarHash } from '#core/hours/calendar.ts';
import { addWorkingTime, workingTimeBetween } from '#core/hours/working-time.ts';

/** The working time in which a ticket shall have its first reply, and be closed, in milliseconds; absent where there is no target. */
export interface Within {
  readonly replyWithin?: number | undefined;
  readonly resolveWithin?: number | undefined;
}

/**
 * The times by which a ticket shall have its first reply and be closed, in working hours of the calendar that was in force when it was submitted. While
 * it waits for the customer, is snoozed or is closed, time stands still: once it goes on, what isn't met is due later by the working time that has
 * passed. So a target was met if what it asks for happened no later than it was due. Times are in milliseconds since the epoch.
 */
export interface Targets extends Within {
  /** The hash of the calendar; null if the desk worked around the clock. */
  readonly calendar: string | null;
  /** Null if its tier has no target for it, as `resolveDueAt`. */
  readonly replyDueAt: number | null;
  readonly resolveDueAt: number | null;
  /** The time of the first reply by an agent; null until then. */
  readonly repliedAt: number | null;
  /** The time from which on time stands still; null while it runs. */
  readonly pausedAt: number | null;
}

/** The part of a ticket that its time depends on. */
export interface Situation {
  readonly status: string;
  /** The latest reply; null if there is none. */
  readonly latestMessage: { readonly author: { readonly type: string } } | null;
  /** The time until which it is snoozed; absent or null if it isn't. */
  readonly snoozedUntil?: string | null | undefined;
}

/** A change of a ticket's situation at a time. */
export interface Turn {
  readonly before: Situation;
  readonly after: Situation;
  readonly at: string;
  /** True if an agent replied. */
  readonly isReply: boolean;
}

/** Returns the targets of a ticket that is submitted at a time, by its tier; undefined if the tier has none. */
export function targetsFrom(
  { replyWithin, resolveWithin }: Within,
  calendar: Calendar | undefined,
  at: string,
): Targets | undefined {
  if (replyWithin === undefined && resolveWithin === undefined) return undefined;
  const due = (within: number | undefined) =>
    within === undefined ? null : addWorkingTime(calendar, Date.parse(at), within);
  return {
    calendar: calendar ? calendarHash(calendar) : null,
    ...(replyWithin !== undefined && { replyWithin }),
    ...(resolveWithin !== undefined && { resolveWithin }),
    replyDueAt: due(replyWithin),
    resolveDueAt: due(resolveWithin),
    repliedAt: null,
    pausedAt: null,
  };
}

/**
 * Returns the targets of a ticket after a change; the same object if they stay. They follow from these changes alone: working time adds up, so it doesn't
 * matter how often time stood still. `calendar` is theirs; it is needed only if they are paused.
 */
export function movedTargets(targets: Targets, { before, after, at, isReply }: Turn, calendar: Calendar | undefined) {
  const { replyDueAt, resolveDueAt, repliedAt, pausedAt } = targets;
  const clock = clockOf(after);
  const hasChanged = clock !== clockOf(before);
  const isFirst = isReply && repliedAt === null;
  if (!hasChanged && !isFirst) return targets;
  const time = Date.parse(at);
  const paused = pausedAt === null ? 0 : workingTimeBetween(calendar, pausedAt, time);
  const later = (due: number | null) => (due === null || paused === 0 ? due : addWorkingTime(calendar, due, paused));
  return {
    ...targets,
    replyDueAt: repliedAt === null ? later(replyDueAt) : replyDueAt,
    resolveDueAt: hasChanged ? later(resolveDueAt) : resolveDueAt,
    repliedAt: isFirst ? time : repliedAt,
    pausedAt: hasChanged ? (clock === 'runs' ? null : time) : pausedAt,
  } satisfies Targets;
}

/** Returns the time by which something is due next; null if nothing is, or if time stands still. */
export function dueAt({ replyDueAt, resolveDueAt, repliedAt, pausedAt }: Targets): number | null {
  if (pausedAt !== null) return null;
  const left = [repliedAt === null ? replyDueAt : null, resolveDueAt].filter((due) => due !== null);
  return left.length === 0 ? null : Math.min(...left);
}

/** Returns the state of a ticket's time. */
function clockOf({ status, latestMessage, snoozedUntil }: Situation): 'runs' | 'paused' | 'stopped' {
  if (status === 'closed') return 'stopped';
  return waitsForCustomer({ status, latestMessage }) || (snoozedUntil ?? null) !== null ? 'paused' : 'runs';
}

/** Returns true if an agent has replied to everything that the customer wrote, and the ticket is neither open nor closed. */
export const waitsForCustomer = ({ status, latestMessage }: Situation): boolean =>
  status === 'in_progress' && latestMessage?.author.type === 'agent';
