import { computed, createModel, signal } from '@preact/signals';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import { type Fields, learn, type Ticket, type Tickets as TicketsById } from '#dashboard/model/ticket.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';

export type Tickets = InstanceType<typeof Tickets>;

/** The tickets that this page has seen, by id. */
export const Tickets = createModel(() => {
  /** As the desk returned them. */
  const answered = signal<TicketsById>(new Map());
  /** The values that this agent's own changes under way will give the fields of tickets, by the changes' lane. */
  const lanes = signal<ReadonlyMap<string, { readonly id: string; readonly fields: Fields }>>(new Map());
  /** The same by ticket; what a change leaves as it is stays the same object. */
  const pending = computed<ReadonlyMap<string, Fields>>(() => {
    const all = new Map<string, Fields>();
    for (const { id, fields } of lanes.value.values()) {
      const others = all.get(id);
      all.set(id, others ? { ...others, ...fields } : fields);
    }
    return all;
  });
  /** When the desk accepted each ticket's last own change, until the lists include it. */
  const recent = signal<ReadonlyMap<string, number>>(new Map());
  const displayed = computed<TicketsById>(() => {
    const all = new Map(answered.value);
    for (const [id, fields] of pending.value) {
      const ticket = all.get(id);
      if (ticket) all.set(id, { ...ticket, ...fields });
    }
    return all;
  });

  return {
    answered,
    pending,
    recent,
    displayed,
    /** Returns true if a known ticket has targets. */
    hasTargets: computed(() => [...answered.value.values()].some(({ dueAt }) => dueAt !== undefined)),
    /** Returns a ticket as it is displayed now. */
    ticket: (id: string): Ticket | undefined => displayed.value.get(id),
    learn(tickets: readonly Ticket[]): void {
      answered.value = learn(answered.value, tickets);
    },
    /** Displays a ticket as the agent's own changes in a lane will make it. */
    showFields(lane: string, id: string, fields: Fields | undefined): void {
      const shown = lanes.value.get(lane)?.fields;
      if (!sameFields(shown, fields)) lanes.value = withEntry(lanes.value, lane, fields && { id, fields });
    },
    /** Takes over what an own change made of a ticket; `at` is when the desk accepted it. */
    changed(ticket: Ticket, at: number): void {
      answered.value = learn(answered.value, [ticket]);
      recent.value = new Map(recent.value).set(ticket.id, at);
    },
    /** Forgets the own changes that a list asked for at `askedAt` is sure to include. */
    forgetRecent(askedAt: number): void {
      recent.value = new Map([...recent.value].filter(([, at]) => at + INDEX_LAG_MS > askedAt));
    },
    clear(): void {
      answered.value = new Map();
      lanes.value = new Map();
      recent.value = new Map();
    },
  };
});

function sameFields(one: Fields | undefined, other: Fields | undefined): boolean {
  if (!one || !other) return one === other;
  const names = Object.keys({ ...one, ...other }) as (keyof Fields)[];
  return names.every((name) => one[name] === other[name]);
}
