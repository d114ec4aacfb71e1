import type { StatusCounts } from '#core/views/stats.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import { readStats } from '#dashboard/wire/stats.ts';
import type { StatsJson } from '#http/stats/get-stats.ts';

/** The numbers of a desk on the wire, of one day. */
export const statsJson = (counts: StatusCounts): StatsJson => ({
  ...counts,
  total: counts.open + counts.in_progress + counts.closed,
  queues: { mine: 0, unassigned: 0 },
  snoozed: { open: 0, in_progress: 0, queues: { mine: 0, unassigned: 0 } },
  today: { opened: 1, closed: 0 },
  time_to_close: { average: null, median: null, p90: null },
  response_targets: null,
  by_day: [
    { day: '2026-11-23', opened: 1, closed: 0, unclosed: 1, time_to_close: { average: null, median: null, p90: null } },
  ],
  by_tier: [{ support_tier: 'Email (48h response)', ...counts }],
  by_priority: [{ priority: 'normal', ...counts }],
  oldest_open: null,
  subjects: [{ subject: 'Export stuck', count: 1 }],
  words: [{ word: 'export', count: 1 }],
  mail: { sender: null },
  targets: { open: 5, hours_to_close: { good: 24, late: 48 } },
  agent: 'Dana',
});

/** The numbers as an agent's browser knows them. */
export const exampleStats = (counts: StatusCounts): Stats => readStats(statsJson(counts));
