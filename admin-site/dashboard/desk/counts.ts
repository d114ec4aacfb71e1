import { computed, createModel, signal } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import type { StatusCounts } from '#core/views/stats.ts';
import { corrected, countOf, include, type Move, moved } from '#dashboard/model/counts.ts';
import type { List } from './list.ts';
import type { Tickets } from './tickets.ts';

export type Counts = InstanceType<typeof Counts>;

/** The number of tickets in each status, with this agent's own changes that the desk may not count yet. */
export const Counts = createModel(
  (tickets: Tickets, { loaded, filter, all }: Pick<List, 'loaded' | 'filter' | 'all'>) => {
    const answered = signal<StatusCounts | undefined>(undefined);
    /** The own changes that the desk has accepted since it counted. */
    const accepted = signal<readonly Move[]>([]);
    /** Those that it has not accepted yet: each ticket moves once, however many of them it has. */
    const underWay = computed(() =>
      [...tickets.pending.value].flatMap(([id, to]) => {
        const from = tickets.answered.value.get(id)?.status;
        return from === undefined ? [] : [{ from, to }];
      }),
    );
    const byStatus = computed<StatusCounts | undefined>(() => {
      if (!answered.value) return undefined;
      const known = moved(answered.value, [...accepted.value, ...underWay.value]);
      return loaded.value && loaded.value.next === undefined ? corrected(known, filter.value, all.value) : known;
    });

    return {
      byStatus,
      total: computed(() => byStatus.value && countOf(byStatus.value, 'all')),
      /** Takes over what the desk counted, unless it was asked too soon after an own change, or while one is under way. */
      take(counts: StatusCounts, askedAt: number): void {
        if (answered.value && (tickets.pending.value.size > 0 || !include(accepted.value, askedAt))) return;
        answered.value = counts;
        accepted.value = [];
      },
      /** Counts a ticket in the status that the desk gave it at `at`; it may be another than was asked for. */
      accepted(from: Status | undefined, to: Status, at: number): void {
        if (from !== undefined && from !== to) accepted.value = [...accepted.value, { from, to, at }];
      },
      clear(): void {
        answered.value = undefined;
        accepted.value = [];
      },
    };
  },
);
