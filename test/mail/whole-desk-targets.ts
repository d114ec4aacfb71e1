import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import { type Calendar, weekdays } from '#core/hours/calendar.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Targets, Within } from '#core/ticket/targets.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const tier = (credits: number, name: string, within: Within) =>
  ({ credits, name, responseHours: 48, priority: 'normal', ...within }) as const;

/** The setting of a desk that closes tickets by itself: half a day, so that it matters while people act. */
export const autoClose = { days: 0.5, remindDays: 0.25 };

/** One without targets, one with both, and one in which only the first reply is due. */
export const soldTiers = [
  tier(1, 'Email (48h response)', {}),
  tier(100, 'Priority', { replyWithin: 2 * HOUR, resolveWithin: 9 * HOUR }),
  tier(1000, 'Chat', { replyWithin: 10 * MINUTE }),
];

const days = (from: string, to: string) => Object.fromEntries(weekdays.map((day) => [day, [{ from, to }]]));

/** The hours that the settings have had: around the clock, by day in one zone, and over midnight in another. */
export const shopHours: readonly (Calendar | undefined)[] = [
  undefined,
  { timeZone: 'Europe/Berlin', periods: { ...days('09:00', '17:30'), sunday: [] }, daysOff: [] },
  {
    timeZone: 'Asia/Kathmandu',
    periods: { ...days('20:15', '24:00'), monday: [{ from: '00:00', to: '03:00' }] },
    daysOff: [],
  },
];

const known = new Map<Calendar, Map<number, boolean>>();

/** Looks at a clock in the zone, in a whole minute. */
function isWorked(calendar: Calendar | undefined, minute: number): boolean {
  if (!calendar) return true;
  const seen = known.get(calendar) ?? new Map<number, boolean>();
  known.set(calendar, seen);
  const wasWorked = seen.get(minute);
  if (wasWorked !== undefined) return wasWorked;
  const wall = Temporal.Instant.fromEpochMilliseconds(minute).toZonedDateTimeISO(calendar.timeZone);
  const shown = wall.toPlainTime().toString().slice(0, 5);
  const periods = calendar.periods[weekdays[wall.dayOfWeek % 7] ?? 'sunday'] ?? [];
  const isWithin = periods.some(({ from, to }) => from <= shown && shown < to);
  seen.set(minute, isWithin);
  return isWithin;
}

/** Yields the worked parts of the time from one time on, minute by minute. */
function* workedFrom(calendar: Calendar | undefined, from: number) {
  for (let minute = Math.floor(from / MINUTE) * MINUTE; ; minute += MINUTE) {
    if (isWorked(calendar, minute)) yield [Math.max(from, minute), minute + MINUTE] as const;
  }
}

function after(calendar: Calendar | undefined, from: number, within: number): number {
  let left = within;
  for (const [start, end] of workedFrom(calendar, from)) {
    if (left <= end - start) return start + left;
    left -= end - start;
  }
  return expect.fail('Time ends.');
}

function between(calendar: Calendar | undefined, from: number, to: number): number {
  let sum = 0;
  for (const [start, end] of workedFrom(calendar, from)) {
    if (start >= to) break;
    sum += Math.min(end, to) - start;
  }
  return sum;
}

/** An entry with its ticket after it, and who wrote the latest message of the conversation until then. */
interface Moment {
  readonly entry: Entry;
  readonly after: { readonly status: string; readonly snoozed_until: string | null };
  readonly asks: string;
}

/** Takes a ticket's targets from its entries: what isn't met is due later by the time that it waited, once it goes on. */
function plainTargets(ticket: Ticket, moments: readonly Moment[], within: Within, calendar: Calendar | undefined) {
  let [waited, waitedForReply] = [0, 0];
  let state = 'runs';
  let since: number | null = null;
  let repliedAt: number | null = null;
  for (const { entry, after, asks } of moments) {
    const { kind, author, createdAt } = entry;
    const at = Date.parse(createdAt);
    const { status, snoozed_until: sleeps } = after;
    const next =
      status === 'closed'
        ? 'is closed'
        : sleeps !== null || (status === 'in_progress' && asks === 'agent')
          ? 'waits'
          : 'runs';
    const soFar: number = waited + (since === null ? 0 : between(calendar, since, at));
    const isFirst = kind === 'reply' && author.type === 'agent' && repliedAt === null;
    if (repliedAt === null && (isFirst || next !== state)) waitedForReply = soFar;
    if (isFirst) repliedAt = at;
    if (next === state) continue;
    [waited, state, since] = [soFar, next, next === 'runs' ? null : at];
  }
  const due = (time: number | undefined, later: number) =>
    time === undefined ? null : after(calendar, Date.parse(ticket.createdAt), time + later);
  return {
    replyDueAt: due(within.replyWithin, waitedForReply),
    resolveDueAt: due(within.resolveWithin, waited),
    repliedAt,
    pausedAt: since,
  } satisfies Partial<Targets>;
}

/** A ticket is due when its tier, the hours at the time it was submitted, and its entries say. */
export function expectTargets(ticket: Ticket, moments: readonly Moment[], hours: Calendar | undefined): void {
  const within = soldTiers.find(({ name }) => name === ticket.supportTier);
  const { replyWithin, resolveWithin } = { ...within };
  if (!ticket.targets) expect([replyWithin, resolveWithin]).toEqual([undefined, undefined]);
  else expect(ticket.targets).toMatchObject(plainTargets(ticket, moments, { replyWithin, resolveWithin }, hours));
}
