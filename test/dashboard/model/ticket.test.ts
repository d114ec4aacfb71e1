import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newestFirst, ticketNumber } from '#core/ticket/ticket.ts';
import { listAddress } from '#dashboard/model/listing.ts';
import {
  dues,
  type Filter,
  inOrder,
  isListed,
  learn,
  neighbour,
  nextAfter,
  type Ticket,
} from '#dashboard/model/ticket.ts';
import { anyTicket, byId, exampleTicket, numbered } from '#test/dashboard/tickets.ts';

const rows = [numbered(5), numbered(3), numbered(1)];

describe('learning what the desk answered', () => {
  it('takes a newer version and leaves a newer one alone', () => {
    const known = byId(numbered(1, { version: 2, status: 'closed' }));
    expect(learn(known, [numbered(1, { version: 1 })]).get('ticket-1')?.status).toBe('closed');
    expect(learn(known, [numbered(1, { version: 3 })]).get('ticket-1')?.status).toBe('open');
  });

  it('never lowers a version and never forgets a ticket, whatever arrives in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyTicket)), (answers) => {
        let known = byId();
        for (const answer of answers) {
          const before = known;
          known = learn(known, answer);
          for (const [id, { version }] of before) expect(known.get(id)?.version).toBeGreaterThanOrEqual(version);
        }
        const seen = answers.flat();
        for (const [id, { version }] of known) {
          expect(version).toBe(Math.max(...seen.filter((ticket) => ticket.id === id).map((ticket) => ticket.version)));
        }
      }),
    );
  });
});

describe('order', () => {
  it('is newest first, each ticket once, unknown ids left out', () => {
    const known = byId(...rows);
    expect(inOrder(['ticket-1', 'ticket-5', 'nobody', 'ticket-1'], known, newestFirst)).toEqual([
      numbered(5),
      numbered(1),
    ]);
  });
});

describe('what is due', () => {
  const dueIn = (hours: number) => ({ dueAt: new Date(Date.now() + hours * 3_600_000).toISOString() });
  afterEach(() => void vi.useRealTimers());

  it('is late from then on, and due today until midnight', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 29, 15) });
    const listsOf = (ticket: Ticket) => dues.filter((due) => isListed(ticket, due, undefined));
    expect(listsOf(numbered(1, dueIn(-1)))).toEqual(['today', 'late']);
    expect(listsOf(numbered(1, dueIn(8.9)))).toEqual(['today']);
    expect(listsOf(numbered(1, dueIn(9)))).toEqual([]);
    expect(listsOf(numbered(1, { dueAt: null }))).toEqual([]);
    expect(listsOf(numbered(1))).toEqual([]);
    expect(listsOf(numbered(1, { ...dueIn(-1), status: 'closed' }))).toEqual([]);
    const addressOf = (filter: Filter) => listAddress({ filter, q: '', sort: 'due' });
    expect(addressOf('late')).toMatch(/\?sort=due&due_before=2026-11-\d\dT\d\d:00:00.000Z$/);
  });
});

describe('going on', () => {
  it('goes to the next older row, also from a ticket that is no longer listed', () => {
    expect(neighbour(rows, numbered(3), 1, newestFirst)).toBe(rows[2]);
    expect(neighbour(rows, numbered(4), 1, newestFirst)).toBe(rows[1]);
    expect(neighbour(rows, numbered(4), -1, newestFirst)).toBe(rows[0]);
  });

  it('holds at both ends', () => {
    expect(neighbour(rows, numbered(5), -1, newestFirst)).toBeUndefined();
    expect(neighbour(rows, numbered(1), 1, newestFirst)).toBeUndefined();
  });

  it('goes up after the oldest and nowhere from the only one', () => {
    expect(nextAfter(rows, numbered(1), newestFirst)).toBe(rows[1]);
    expect(nextAfter([numbered(1)], numbered(1), newestFirst)).toBeUndefined();
  });
});

it('quotes the first eight characters of the id', () => {
  expect(ticketNumber(exampleTicket())).toBe('#abc12345');
});
