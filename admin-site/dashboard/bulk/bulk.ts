import { computed, createModel, effect, signal, untracked } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import type { Field } from '#dashboard/desk/field-changes.ts';
import type { Action } from '#dashboard/model/shortcuts.ts';
import { learn, nextAfter, type Ticket, type Tickets } from '#dashboard/model/ticket.ts';
import type { BulkChange } from '#dashboard/wire/bulk-api.ts';
import { changedFields } from './change.ts';
import { foundTickets } from './found-tickets.ts';
import { type Marks, marked, rowsBetween, unmarked } from './marks.ts';
import { bulkRuns } from './runs.ts';

export type Bulk = InstanceType<typeof BulkModel>;

/** The tickets that an agent has marked, and what is done to all of them. */
const BulkModel = createModel((desk: Desk) => {
  const marks = signal<Marks>(new Map());
  /** True while touches mark rows: where no pointer hovers, the checkboxes are hidden otherwise. */
  const isSelecting = signal(false);
  /** The field whose value the agent is choosing. */
  const choosing = signal<Field | undefined>(undefined);
  /** Tickets that are marked although no page shows them. */
  const found = signal<Tickets>(new Map());
  /** The row from which a range goes on. */
  let anchor: string | undefined;

  const runs = bulkRuns(desk);
  const finding = foundTickets(desk);
  const ticketOf = (id: string): Ticket | undefined => desk.tickets.ticket(id) ?? found.value.get(id);
  const markedTickets = computed(() => [...marks.value.keys()].flatMap((id) => ticketOf(id) ?? []));
  const isBusy = computed(() => runs.phase.value !== undefined || finding.found.value !== undefined);

  function clear(): void {
    marks.value = new Map();
    isSelecting.value = false;
    choosing.value = undefined;
    finding.failure.value = undefined;
    anchor = undefined;
  }

  function toggle(id: string): void {
    const ticket = ticketOf(id);
    if (!ticket || isBusy.value) return;
    marks.value = marks.value.has(id) ? unmarked(marks.value, [id]) : marked(marks.value, [ticket]);
    anchor = id;
  }

  /** Marks the rows from the last one that was marked, or unmarked, to another. */
  function markTo(id: string): void {
    if (!isBusy.value) marks.value = marked(marks.value, rowsBetween(desk.list.found.value, anchor, id));
    anchor = id;
  }

  /** Changes the marked tickets, or those `among` them, that have other values, each in the version that the agent has seen; the others' marks go. */
  function change(to: BulkChange, among = markedTickets.value): void {
    const targets = among.flatMap((before) => {
      if (!changedFields(before, to)) return [];
      const seen = desk.conversation.threads.value.get(before.id)?.version ?? 0;
      return { id: before.id, version: Math.max(marks.value.get(before.id) ?? 0, seen), before };
    });
    if (targets.length === 0) return;
    const ids = new Set(targets.map(({ id }) => id));
    const { selected } = desk.conversation;
    const leaveTheList = to.status === 'closed' || typeof to.snoozedUntil === 'string';
    if (leaveTheList && selected.value && ids.has(selected.value.id)) {
      const others = desk.list.found.value.filter((row) => desk.list.isListed(row) && !ids.has(row.id));
      desk.select(nextAfter(others, selected.value, desk.list.order.value)?.id);
    }
    marks.value = new Map();
    void runs.start([{ change: to, targets }]).then(({ refused, left }) => {
      const kept = [...refused.map(({ target }) => target), ...left];
      // Another try is about the tickets as they are now.
      marks.value = marked(
        marks.value,
        kept.map(({ id, before }) => ticketOf(id) ?? before),
      );
    });
  }

  const actions: Partial<Record<Action, () => void>> = {
    // As for one ticket: a closed one is not reopened.
    markInProgress: () =>
      change(
        { status: 'in_progress' },
        markedTickets.value.filter(({ status }) => status === 'open'),
      ),
    markOpen: () => change({ status: 'open' }),
    close: () => change({ status: 'closed' }),
    assign: () => {
      choosing.value = 'assignee';
    },
    assignToMe: () => {
      const me = desk.session.agent.value;
      if (me) change({ assignee: { id: me.id, name: me.name } });
    },
    priority: () => {
      choosing.value = 'priority';
    },
    tags: () => {
      choosing.value = 'tags';
    },
    snooze: () => {
      choosing.value = 'snoozedUntil';
    },
    back: () => (isBusy.value ? undefined : clear()),
  };

  // What an agent has marked ends with their session.
  let known = desk.session.api.peek();
  effect(() => {
    const api = desk.session.api.value;
    if (api === known) return;
    known = api;
    untracked(() => {
      runs.cancel();
      runs.refused.value = [];
      finding.cancel();
      clear();
    });
  });

  return {
    marks,
    markedTickets,
    isSelecting,
    choosing,
    isBusy,
    runs,
    finding,
    isShown: computed(() => isSelecting.value || isBusy.value || marks.value.size > 0 || runs.refused.value.length > 0),
    /** Marked tickets that the list doesn't have: of another list, or changed since. */
    elsewhere: computed(() => markedTickets.value.filter((ticket) => !desk.list.isListed(ticket)).length),
    clear,
    toggle,
    markTo,
    change,
    markLoaded(): void {
      if (!isBusy.value) marks.value = marked(marks.value, desk.list.found.value);
    },
    /** Marks all tickets of the list, also those that aren't loaded. */
    async markFound(): Promise<void> {
      const tickets = await finding.start();
      if (!tickets) return;
      // Those of another list may be marked, too.
      found.value = learn(found.value, tickets);
      marks.value = marked(marks.value, tickets);
    },
    /** Returns what a key does to the marked tickets: nothing while they are changed; undefined if none is marked, or there is no such thing for many. */
    workOf(action: Action): (() => void) | undefined {
      const work = actions[action];
      if (marks.value.size === 0 && !isBusy.value && !(action === 'back' && isSelecting.value)) return undefined;
      return work && isBusy.value && action !== 'back' ? () => {} : work;
    },
  };
});

const known = new WeakMap<Desk, Bulk>();

/** Returns what is marked at a desk. */
export function bulkOf(desk: Desk): Bulk {
  const bulk = known.get(desk) ?? new BulkModel(desk);
  known.set(desk, bulk);
  return bulk;
}
