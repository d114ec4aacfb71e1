import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributionOf } from '#core/views/contribution.ts';
import { none, sum } from '#core/views/counters.ts';
import { firstDay, statsOf, totalOf } from '#core/views/stats.ts';
import { termCountersOf } from '#core/views/terms.ts';
import { leftOf, noon, ticketLives } from './ticket-lives.ts';

const now = Date.parse(noon(28));
const countersOf = (tickets: ReturnType<typeof leftOf>) =>
  sum(...tickets.flatMap((ticket) => [contributionOf(ticket), termCountersOf(ticket)]));

describe('the statistics of a desk', () => {
  it('are zeros, without times, for an empty one, for as many days as requested', () => {
    const stats = statsOf(none, 3, now);
    const nothing = { average: null, median: null, p90: null };
    expect(stats.counts).toEqual({ open: 0, in_progress: 0, closed: 0 });
    expect(stats.days.map(({ day }) => day)).toEqual(['2026-11-26', '2026-11-27', '2026-11-28']);
    expect(stats.today).toEqual({ day: '2026-11-28', opened: 0, closed: 0, unclosed: 0, timeToClose: nothing });
    expect(stats.timeToClose).toEqual(nothing);
    expect(stats.targetStats).toBeUndefined();
    expect([stats.byTier, stats.subjects, stats.words]).toEqual([[], [], []]);
    expect(stats.byPriority.map(({ priority }) => priority)).toEqual(['high', 'normal', 'low']);
    expect(firstDay(now, 3)).toBe('2026-11-26');
  });

  it('equal a count of the tickets one by one', () => {
    fc.assert(
      fc.property(ticketLives, (lives) => {
        const tickets = leftOf(lives);
        const { counts, days, timeToClose, byTier, byPriority, snoozed, targetStats } = statsOf(
          countersOf(tickets),
          90,
          now,
        );
        const withStatus = (status: string) => tickets.filter((ticket) => ticket.status === status);
        expect(counts).toEqual({
          open: withStatus('open').length,
          in_progress: withStatus('in_progress').length,
          closed: withStatus('closed').length,
        });
        const asleep = tickets.filter(({ snoozedUntil }) => snoozedUntil !== null);
        const inQueue = Object.groupBy(asleep, ({ assignee }) => assignee?.id ?? 'none');
        expect(snoozed.counts).toEqual({
          open: asleep.filter(({ status }) => status === 'open').length,
          in_progress: asleep.filter(({ status }) => status === 'in_progress').length,
        });
        expect(snoozed.queues).toEqual(new Map(Object.entries(inQueue).map(([id, all]) => [id, all?.length])));
        const total = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0);
        expect(total(byTier.map(totalOf))).toBe(tickets.length);
        expect(total(byPriority.map(totalOf))).toBe(tickets.length);
        expect(total(days.map(({ opened }) => opened))).toBe(tickets.length);
        expect(total(days.map(({ closed }) => closed))).toBe(counts.closed);
        expect(total(days.map(({ unclosed }) => unclosed))).toBe(counts.open + counts.in_progress);
        const { timeToReply, byTier: tiers, byAgent } = targetStats ?? { byTier: [], byAgent: [] };
        const replied = tickets.flatMap(({ targets }) => (targets?.repliedAt == null ? [] : [targets]));
        const met = replied.filter(
          ({ replyDueAt, repliedAt }) => replyDueAt !== null && (repliedAt ?? 0) <= replyDueAt,
        );
        expect(timeToReply?.median != null).toBe(replied.length > 0);
        for (const groups of [tiers, byAgent]) expect(total(groups.map(({ reply }) => reply.met))).toBe(met.length);
        const due = withStatus('closed').filter(({ targets }) => targets?.resolveDueAt != null);
        expect(total(byAgent.map(({ resolve }) => resolve.met + resolve.missed))).toBe(due.length);
        const seconds = withStatus('closed')
          .map(({ closedAt, createdAt }) => (Date.parse(closedAt ?? '') - Date.parse(createdAt)) / 1000)
          .sort((a, b) => a - b);
        if (seconds.length === 0) expect(timeToClose).toEqual({ average: null, median: null, p90: null });
        if (seconds.length === 0) return;
        expect(Math.abs((timeToClose.average ?? 0) - total(seconds) / seconds.length)).toBeLessThanOrEqual(1);
        const exact = (share: number) => seconds[Math.max(0, Math.ceil(share * seconds.length) - 1)] ?? 0;
        expect(Math.abs((timeToClose.median ?? 0) / exact(0.5) - 1)).toBeLessThan(0.051);
        expect(Math.abs((timeToClose.p90 ?? 0) / exact(0.9) - 1)).toBeLessThan(0.051);
      }),
    );
  });

  it('list the most common subjects and words of the requested days', () => {
    const about = (subject: string, day: number) => termCountersOf({ subject, createdAt: noon(day) });
    const counters = sum(
      about('Refund please', 27),
      about('refund  PLEASE', 28),
      about('Export fails', 28),
      about('Long ago', 1),
    );
    const { subjects, words } = statsOf(counters, 7, now);
    expect(subjects).toEqual([{ term: 'refund please', count: 2 }]);
    expect(words).toEqual([
      { term: 'refund', count: 2 },
      { term: 'export', count: 1 },
      { term: 'fails', count: 1 },
    ]);
  });

  it('count terms that differ only in accents, case or invisible characters as one, in the most common spelling', () => {
    const about = (subject: string, day: number) => termCountersOf({ subject, createdAt: noon(day) });
    const counters = sum(
      about('Rückerstattung', 26),
      about('RÜCKERSTATTUNG', 27),
      about('Ruckerstattung', 27),
      about('Rück\u00aderstattung', 28),
    );
    const { subjects, words } = statsOf(counters, 7, now);
    expect(subjects).toEqual([{ term: 'rückerstattung', count: 4 }]);
    expect(words).toEqual([{ term: 'rückerstattung', count: 4 }]);
  });
});
