import { computed, createModel, signal } from '@preact/signals';
import type { Status } from '#core/ticket/ticket.ts';
import { INDEX_LAG_MS } from '#core/views/poll-tag.ts';
import { learn, type Ticket, type Tickets as TicketsById } from '#dashboard/model/ticket.ts';
import { withEntry } from '#dashboard/model/with-entry.ts';

export type Tickets = InstanceType<typeof Tickets>;

/** The tickets that this page has seen, by id. */
export const Tickets = createModel(() => {
  /** As the desk returned them. */
  const answered = signal<TicketsById>(new Map());
  /** The status that this agent's own changes under way will give a ticket. */
  const pending = signal<ReadonlyMap<string, Status>>(new Map());
  /** When the desk accepted each ticket's last own change, until the lists include it. */
  const recent = signal<ReadonlyMap<string, number>>(new Map());
  const displayed = computed<TicketsById>(() => {
    const all = new Map(answered.value);
    for (const [id, status] of pending.value) {
      const ticket = all.get(id);
      if (ticket) all.set(id, { ...ticket, status });
    }
    return all;
  });

  return {
    answered,
    pending,
    recent,
    displayed,
    /** Returns a ticket as it is displayed now. */
    ticket: (id: string): Ticket | undefined => displayed.value.get(id),
    learn(tickets: readonly Ticket[]): void {
      answered.value = learn(answered.value, tickets);
    },
    /** Displays a ticket in the status that the agent's own changes will give it. */
    showStatus(id: string, status: Status | undefined): void {
      if (pending.value.get(id) !== status) pending.value = withEntry(pending.value, id, status);
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
      pending.value = new Map();
      recent.value = new Map();
    },
  };
});
