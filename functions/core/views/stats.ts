import { foldText } from '#core/text/fold-text.ts';
import { type Priority, priorities, type Status } from '#core/ticket/ticket.ts';
import { COUNTS, QUEUE, SNOOZED } from './contribution.ts';
import { type Counters, sum } from './counters.ts';
import { type Durations, durations, partsOf } from './durations.ts';
import { SEPARATOR } from './names.ts';
import { type TargetStats, targetStatsOf } from './target-stats.ts';
import { termsEntry } from './terms.ts';

/** Tickets by status. */
export type StatusCounts = Readonly<Record<Status, number>>;

/** A day in UTC. */
export interface DayStats {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly opened: number;
  readonly closed: number;
  /** Of the tickets opened on this day: those that are not closed now. */
  readonly unclosed: number;
  /** Of the tickets closed on this day, from their submission. */
  readonly timeToClose: Durations;
}

/** A text and the number of tickets it occurs in. */
interface TermCount {
  readonly term: string;
  readonly count: number;
}

/** A desk's statistics, from the views. */
export interface Stats {
  readonly counts: StatusCounts;
  /** The tickets in each queue. */
  readonly queues: ReadonlyMap<string, number>;
  /** The snoozed tickets among them. */
  readonly snoozed: {
    readonly counts: Omit<StatusCounts, 'closed'>;
    readonly queues: ReadonlyMap<string, number>;
  };
  readonly today: DayStats;
  /** One per day, oldest first; the last is today. */
  readonly days: readonly DayStats[];
  /** Of all tickets closed in these days. */
  readonly timeToClose: Durations;
  /** Undefined if no ticket with targets had its first reply or was closed in these days. */
  readonly targetStats?: TargetStats | undefined;
  readonly byTier: readonly (StatusCounts & { readonly tier: string })[];
  readonly byPriority: readonly (StatusCounts & { readonly priority: Priority })[];
  /** Of the tickets opened in these days, the most common first; a subject is common once two of them share it. */
  readonly subjects: readonly TermCount[];
  readonly words: readonly TermCount[];
}

const DAY_MS = 86_400_000;
const MAX_SUBJECTS = 10;
const MAX_WORDS = 20;
/** The number of tickets that must share a subject for it to be common. */
const COMMON = 2;

const dayAt = (now: number, daysAgo: number): string => new Date(now - daysAgo * DAY_MS).toISOString().slice(0, 10);

/** Returns the first of the last `days` days at `now` (milliseconds since the epoch), in UTC. */
export const firstDay = (now: number, days: number): string => dayAt(now, days - 1);

/** Returns the statistics of the last `days` days, from counters that cover at least those days and the counts. */
export function statsOf(counters: Counters, days: number, now: number): Stats {
  const numbersOf = (entry: string): Numbers => counters.get(entry) ?? new Map();
  const names = Array.from({ length: days }, (_, index) => dayAt(now, days - 1 - index));
  const all = names.map((day) => dayStats(day, numbersOf(day)));
  const period = together(names.map(numbersOf));
  const terms = together(names.map((day) => numbersOf(termsEntry(day))));
  const tickets = partsOf(numbersOf(COUNTS), 'tickets').map(({ part, count }) => ({
    parts: part.split(SEPARATOR),
    count,
  }));
  const countsWhere = (where: (priority: string, tier: string) => boolean): StatusCounts => {
    const counts = { open: 0, in_progress: 0, closed: 0 };
    for (const {
      parts: [status = '', priority = '', tier = ''],
      count,
    } of tickets) {
      if (where(priority, tier)) counts[status as Status] += count;
    }
    return counts;
  };
  const tiers = [...new Set(tickets.map(({ parts }) => parts[2] ?? ''))];
  return {
    counts: countsWhere(() => true),
    queues: new Map(partsOf(numbersOf(COUNTS), QUEUE).map(({ part, count }) => [part, count])),
    snoozed: snoozedOf(numbersOf(COUNTS)),
    today: all.at(-1) ?? dayStats(dayAt(now, 0), new Map()),
    days: all,
    timeToClose: timeToClose(period),
    targetStats: targetStatsOf(period),
    byTier: tiers
      .map((tier) => ({ tier, ...countsWhere((_, other) => other === tier) }))
      .filter((counts) => totalOf(counts) > 0)
      .sort((a, b) => totalOf(b) - totalOf(a)),
    byPriority: priorities
      .toReversed()
      .map((priority) => ({ priority, ...countsWhere((other) => other === priority) })),
    subjects: mostCommon(terms, 'subject', MAX_SUBJECTS).filter(({ count }) => count >= COMMON),
    words: mostCommon(terms, 'word', MAX_WORDS),
  };
}

type Numbers = ReadonlyMap<string, number>;

/** Returns the total of a count. */
export const totalOf = ({ open, in_progress, closed }: StatusCounts): number => open + in_progress + closed;

function snoozedOf(numbers: Numbers): Stats['snoozed'] {
  const counts = { open: 0, in_progress: 0 };
  const queues = new Map<string, number>();
  for (const { part, count } of partsOf(numbers, SNOOZED)) {
    const [status = '', queue = ''] = part.split(SEPARATOR);
    counts[status as keyof typeof counts] += count;
    queues.set(queue, (queues.get(queue) ?? 0) + count);
  }
  return { counts, queues };
}

const together = (all: readonly Numbers[]): Numbers =>
  sum(...all.map((numbers) => new Map([['', numbers]]))).get('') ?? new Map();

function dayStats(day: string, numbers: Numbers): DayStats {
  const number = (name: string) => numbers.get(name) ?? 0;
  return {
    day,
    opened: number('opened'),
    closed: number('closed'),
    unclosed: number('unclosed'),
    timeToClose: timeToClose(numbers),
  };
}

const timeToClose = (numbers: Numbers): Durations => durations(numbers, 'closed', 'seconds_to_close', 'to_close');

/** Returns the most common terms first. Terms that differ only in case, accents and the like count as one, shown in its most common spelling. */
function mostCommon(terms: Numbers, kind: string, most: number): TermCount[] {
  const written = partsOf(terms, kind)
    .filter(({ part, count }) => part !== '' && count > 0)
    .map(({ part: term, count }) => ({ term, count }));
  return [...Map.groupBy(written, ({ term }) => foldText(term)).values()]
    .map((forms) => ({
      term: forms.toSorted(byCount)[0]?.term ?? '',
      count: forms.reduce((sum, { count }) => sum + count, 0),
    }))
    .sort(byCount)
    .slice(0, most);
}

/** Equally common terms are in alphabetical order, so that their places are stable. */
const byCount = (a: TermCount, b: TermCount): number => b.count - a.count || (a.term < b.term ? -1 : 1);
