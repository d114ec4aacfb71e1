import { computed, createModel, signal } from '@preact/signals';
import type { Period } from '#dashboard/model/place.ts';
import type { DatedStats, Stats } from '#dashboard/wire/stats.ts';

export type Insight = InstanceType<typeof Insight>;

/** The desk at a glance. */
export const Insight = createModel((clock: () => number) => {
  /** The days of the insight page, while it is open. */
  const period = signal<Period | undefined>(undefined);
  /** The numbers as the page showed them last. */
  const stats = signal<DatedStats | undefined>(undefined);

  return {
    period,
    stats,
    /** The number of days to request: the tab's title and the side bar need no more than today. */
    days: computed(() => period.value ?? 1),
    show(days: Period | undefined): void {
      period.value = days;
    },
    take(answered: Stats, days: number): void {
      if (days === period.value) stats.value = { ...answered, answeredAt: clock() };
    },
    clear(): void {
      period.value = undefined;
      stats.value = undefined;
    },
  };
});
