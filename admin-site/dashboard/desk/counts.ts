import { computed, createModel, signal } from '@preact/signals';
import {
  awake,
  type Counts as CountsByFilter,
  corrected,
  include,
  isMove,
  type Move,
  moved,
} from '#dashboard/model/counts.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { isFromTop } from '#dashboard/model/ticket-list.ts';
import type { Stats } from '#dashboard/wire/stats.ts';
import type { List } from './list.ts';
import type { Session } from './session.ts';
import type { Tickets } from './tickets.ts';

export type Counts = InstanceType<typeof Counts>;

/** The number of tickets in each list, with this agent's own changes that the desk may not count yet. */
export const Counts = createModel(
  ({ agentId }: Session, tickets: Tickets, { loaded, listing, all }: Pick<List, 'loaded' | 'listing' | 'all'>) => {
    const answered = signal<CountsByFilter | undefined>(undefined);
    /** Returns true if there are several agents. */
    const isTeam = signal(false);
    let takenOf = 0;
    /** The own changes that the desk has accepted since it counted. */
    const accepted = signal<readonly Move[]>([]);
    /** Those that it has not accepted yet: each ticket moves once, however many of them it has. */
    const underWay = computed(() =>
      [...tickets.pending.value.keys()].flatMap((id) => {
        const [from, to] = [tickets.answered.value.get(id), tickets.displayed.value.get(id)];
        return from && to ? [{ from, to }] : [];
      }),
    );
    const byFilter = computed<CountsByFilter | undefined>(() => {
      if (!answered.value) return undefined;
      const known = moved(answered.value, [...accepted.value, ...underWay.value], agentId.value);
      const { filter, q } = listing.value;
      const isWhole = q === '' && loaded.value && isFromTop(loaded.value) && loaded.value.next === undefined;
      return isWhole ? corrected(known, filter, all.value) : known;
    });

    return {
      byFilter,
      isTeam,
      /** Takes over what the desk counted, unless it was asked too soon after an own change, while one is under way, or before the counts that are known. */
      take({ counts, queues, snoozed }: Pick<Stats, 'counts' | 'queues' | 'snoozed'>, askedAt: number): void {
        isTeam.value = queues !== null;
        if (
          answered.value &&
          (askedAt < takenOf || tickets.pending.value.size > 0 || !include(accepted.value, askedAt))
        )
          return;
        takenOf = askedAt;
        answered.value = awake(counts, queues, snoozed);
        accepted.value = [];
      },
      /** Counts a ticket as the desk made it at `at`, which may be otherwise than was asked for. */
      accepted(from: Ticket | undefined, to: Ticket, at: number): void {
        if (from && isMove(from, to, agentId.value)) accepted.value = [...accepted.value, { from, to, at }];
      },
      clear(): void {
        answered.value = undefined;
        isTeam.value = false;
        accepted.value = [];
      },
    };
  },
);
