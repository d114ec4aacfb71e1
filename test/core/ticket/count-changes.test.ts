import { expect, it } from 'vitest';
import type { Metric } from '#core/metrics.ts';
import { countChanges } from '#core/ticket/count-changes.ts';
import type { Added, StoredChange, TicketStore } from '#core/ticket/ports.ts';
import type { Status, Ticket } from '#core/ticket/ticket.ts';
import { withStatus } from '#core/ticket/ticket-status.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';

/** Returns a store with these results, and what is counted. */
function counted(answers: { added?: Added; changed?: boolean }) {
  const counts: Metric[] = [];
  const store = {
    add: async () => answers.added,
    change: async () => answers.changed,
  } as unknown as TicketStore;
  return { store: countChanges(store, (metric) => counts.push(metric)), counts };
}

it.each([
  [{ outcome: 'stored' }, ['TicketsSubmitted']],
  [{ outcome: 'taken', ticket, contentHash: undefined }, []],
] as const)('a ticket that is $outcome counts %s', async (added, expected) => {
  const { store, counts } = counted({ added });
  expect(await store.add(ticket)).toEqual(added);
  expect(counts).toEqual(expected);
});

it.each([
  ['closed', true, ['TicketsClosed']],
  ['closed', false, []],
  ['in_progress', true, []],
] as const)('a change to %s, stored: %s, counts %j', async (status: Status, changed, expected) => {
  const { store, counts } = counted({ changed });
  const after: Ticket = withStatus(ticket, status, ticket.updatedAt);
  expect(await store.change({ before: ticket, after } as StoredChange)).toBe(changed);
  expect(counts).toEqual(expected);
});
