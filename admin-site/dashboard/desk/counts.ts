import { computed, createModel, signal } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import type { StatusCounts } from '#core/views/stats.ts';
import { corrected, countOf, include, type Move, moved } from '#dashboard/model/counts.ts';
import type { List } from './list.ts';

export type Counts = InstanceType<typeof Counts>;

/** The number of tickets in each status, with this agent's own changes that the desk may not count yet. */
export const Counts = createModel(({ loaded, filter, all }: Pick<List, 'loaded' | 'filter' | 'all'>) => {
  const answered = signal<StatusCounts | undefined>(undefined);
  const moves = signal<readonly Move[]>([]);
  const byStatus = computed<StatusCounts | undefined>(() => {
    if (!answered.value) return undefined;
    const known = moved(answered.value, moves.value);
    return loaded.value && loaded.value.next === undefined ? corrected(known, filter.value, all.value) : known;
  });

  return {
    byStatus,
    total: computed(() => byStatus.value && countOf(byStatus.value, 'all')),
    /** Takes over what the desk counted, unless it was asked too soon after an own change. */
    take(counts: StatusCounts, askedAt: number): void {
      if (answered.value && !include(moves.value, askedAt)) return;
      answered.value = counts;
      moves.value = [];
    },
    /** Counts a ticket in another status from now on. */
    begin(from: Status, to: Status): Move {
      const move = { from, to, at: Number.POSITIVE_INFINITY };
      moves.value = [...moves.value, move];
      return move;
    },
    /** Counts it as before. */
    drop(move: Move | undefined): void {
      moves.value = moves.value.filter((other) => other !== move);
    },
    /** Takes over the status that the desk gave a ticket at `at`; it may be another than was asked for. */
    accepted(move: Move | undefined, from: Status | undefined, to: Status, at: number): void {
      if (move) moves.value = moves.value.map((it) => (it === move ? { ...it, to, at } : it));
      else if (from !== undefined && from !== to) moves.value = [...moves.value, { from, to, at }];
    },
    clear(): void {
      answered.value = undefined;
      moves.value = [];
    },
  };
});
