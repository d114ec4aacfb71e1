import { isTeam, type Team } from '#core/agents/team.ts';
import { UNASSIGNED } from '#core/ticket/queue.ts';
import { countIn } from '#core/ticket/queue-page.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { type DayStats, type Stats, totalOf } from '#core/views/stats.ts';
import type { TargetStats } from '#core/views/target-stats.ts';
import type { SignedInAgent } from '#http/edge/callers.ts';
import type { StatsJson } from './get-stats.ts';

/** The targets in the deployer's settings. */
interface Targets {
  readonly open: number;
  readonly hoursToClose: { readonly good: number; readonly late: number };
}

/** Maps the desk's statistics to their wire names. */
export function toStatsJson(
  { counts, queues, snoozed, today, days, timeToClose, targetStats, byTier, byPriority, subjects, words }: Stats,
  oldest: Ticket | undefined,
  { open, hoursToClose }: Targets,
  mailSender: string | undefined,
  { id, name, team }: SignedInAgent,
): StatsJson {
  const own = (all: Stats['queues']) =>
    isTeam(team) ? { mine: countIn(team, all, id), unassigned: countIn(team, all, UNASSIGNED) } : null;
  return {
    ...counts,
    total: totalOf(counts),
    queues: own(queues),
    snoozed: { ...snoozed.counts, queues: own(snoozed.queues) },
    today: { opened: today.opened, closed: today.closed },
    time_to_close: { ...timeToClose },
    response_targets: targetStats ? targetStatsJson(targetStats, team) : null,
    by_day: days.map(dayJson),
    by_tier: byTier.map(({ tier, ...of }) => ({ support_tier: tier, ...of })),
    by_priority: byPriority.map(({ priority, ...of }) => ({ priority, ...of })),
    oldest_open: oldest ? { id: oldest.id, subject: oldest.subject, created_at: oldest.createdAt } : null,
    subjects: subjects.map(({ term, count }) => ({ subject: term, count })),
    words: words.map(({ term, count }) => ({ word: term, count })),
    targets: { open, hours_to_close: hoursToClose },
    mail: { sender: mailSender ?? null },
    agent: name,
  };
}

const dayJson = ({ day, opened, closed, unclosed, timeToClose }: DayStats) => ({
  day,
  opened,
  closed,
  unclosed,
  time_to_close: { ...timeToClose },
});

/** An agent who left the team is named by their id. */
const targetStatsJson = ({ timeToReply, byTier, byAgent }: TargetStats, { agents }: Team) => ({
  time_to_reply: { ...timeToReply },
  by_tier: byTier.map(({ tier, ...results }) => ({ support_tier: tier, ...results })),
  by_agent: byAgent.map(({ agentId: id, ...results }) => ({
    agent: id === null ? null : { id, name: agents.find((agent) => agent.id === id)?.name ?? id },
    ...results,
  })),
});
