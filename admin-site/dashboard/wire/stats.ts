import type { DayStats, Stats as ViewStats } from '#core/views/stats.ts';
import type { StatsJson } from '#http/stats/get-stats.ts';

/** The desk at a glance. Times to close are in seconds, days in UTC; `days` has as many as were asked for. */
export interface Stats extends Omit<ViewStats, 'today' | 'queues' | 'snoozed' | 'targetStats'> {
  /** Met and missed targets of tickets in these days; null if there were none. */
  readonly responseTargets: StatsJson['response_targets'];
  /** The tickets that aren't closed, assigned to this agent and to nobody; null on a desk with one agent. */
  readonly queues: StatsJson['queues'];
  /** The snoozed tickets among all. */
  readonly snoozed: StatsJson['snoozed'];
  readonly today: Pick<DayStats, 'opened' | 'closed'>;
  readonly oldestOpen: { readonly id: string; readonly subject: string; readonly createdAt: string } | undefined;
  /** The deployer's targets: fewer open tickets than `open`; closed within hours. */
  readonly targets: { readonly open: number; readonly hoursToClose: { readonly good: number; readonly late: number } };
}

/** The numbers, and when they were answered, in milliseconds since 1970. */
export interface DatedStats extends Stats {
  readonly answeredAt: number;
}

/** Reads the numbers; throws a `TypeError` if they are none. */
export function readStats(json: StatsJson): Stats {
  const { open, in_progress, closed, oldest_open: oldest, targets } = json;
  if (![open, in_progress, closed].every(Number.isInteger)) throw new TypeError('Not counts');
  return {
    counts: { open, in_progress, closed },
    queues: json.queues,
    snoozed: json.snoozed,
    today: json.today,
    responseTargets: json.response_targets,
    days: json.by_day.map(({ time_to_close: timeToClose, ...day }) => ({ ...day, timeToClose })),
    timeToClose: json.time_to_close,
    byTier: json.by_tier.map(({ support_tier: tier, ...counts }) => ({ tier, ...counts })),
    byPriority: json.by_priority,
    subjects: json.subjects.map(({ subject: term, count }) => ({ term, count })),
    words: json.words.map(({ word: term, count }) => ({ term, count })),
    oldestOpen: oldest ? { id: oldest.id, subject: oldest.subject, createdAt: oldest.created_at } : undefined,
    targets: { open: targets.open, hoursToClose: targets.hours_to_close },
  };
}
