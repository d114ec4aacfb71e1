import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Team } from '#core/agents/team.ts';
import { Budget } from '#core/search/budget.ts';
import { readQuery } from '#core/search/query.ts';
import { searchTickets } from '#core/search/search-tickets.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { priorities, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { type Stored, searchedDesk } from './searched-desk.ts';

const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const team: Team = {
  version: 1,
  agents: ['Ann', 'Bob'].map((name, index) => ({
    id: ids[index] ?? '',
    name,
    email: null,
    role: 'agent',
    isActive: name === 'Ann',
    createdAt: null,
  })),
};
const people = { me: ids[0], agents: team.agents };

const words = ['refund', 'refunds', 'reply', 'invoice', 'paid', 'v1', '2', '3', '退', '款', 'café', 'urgent'] as const;
const text = fc.array(fc.constantFrom(...words, '-', '.', '/'), { maxLength: 6 }).map((some) => some.join(' '));
const file = { id: 'f', name: 'Invoice 2.pdf', type: 'application/pdf', size: 1 } as const;
const attachments = fc.option(fc.constant([file]), { nil: undefined, freq: 6 });

const ticketOf = (index: number): fc.Arbitrary<Ticket> =>
  fc
    .record({
      subject: text,
      message: text,
      status: fc.constantFrom(...statuses),
      priority: fc.constantFrom(...priorities),
      assignee: fc.constantFrom(null, ...team.agents.map(({ id, name }) => ({ id, name }))),
      tags: fc.uniqueArray(fc.constantFrom('Urgent', 'needs refund', 'paid'), { maxLength: 2 }),
      userEmail: fc.constantFrom('olivia@example.com', 'bob.refund@example.com'),
      latestCustomerVersion: fc.integer({ min: 1, max: 3 }),
      latestMessage: fc.constantFrom(null, 'customer', 'agent'),
      day: fc.integer({ min: 1, max: 28 }),
      attachments,
    })
    .map(({ day, latestMessage, ...fields }) => {
      const createdAt = `2026-${day % 2 === 0 ? '10' : '11'}-${String(day).padStart(2, '0')}T10:00:00.${String(index).padStart(9, '0')}Z`;
      const id = `${String(index).padStart(8, '0')}-0000-4000-8000-${'0'.repeat(12)}`;
      const author =
        latestMessage === 'agent' ? ({ type: 'agent', ...people.agents[0] } as const) : ({ type: 'customer' } as const);
      return {
        ...exampleTicket,
        ...fields,
        id,
        userId: `user-${index % 3}`,
        createdAt,
        version: 3,
        latestMessage: latestMessage === null ? null : { author, preview: '', createdAt },
      } as Ticket;
    });

const entry: fc.Arbitrary<Entry> = fc
  .record({ kind: fc.constantFrom('reply', 'note', 'mail_automatic', 'change'), body: text, attachments })
  .map(({ kind, body, ...rest }) => ({ kind, ...(kind !== 'change' && { body, ...rest }) }) as Entry);

const desk: fc.Arbitrary<readonly Stored[]> = fc
  .integer({ min: 0, max: 14 })
  .chain((size) =>
    fc.tuple(
      ...Array.from({ length: size }, (_, index) =>
        fc.record({ ticket: ticketOf(index), entries: fc.array(entry, { maxLength: 3 }) }),
      ),
    ),
  );

const piece = fc.oneof(
  fc.constantFrom(
    ...words,
    'ref',
    're',
    'inv',
    '"v1.2"',
    '退款',
    '"refund invoice"',
    'olivia',
    'user-1',
    '00000003',
    'example',
  ),
  fc.constantFrom(
    'status:open',
    'status:closed',
    'priority:high',
    'tag:urgent',
    'tag:"needs refund"',
    'is:waiting',
    'is:unread',
    'is:snoozed',
  ),
  fc.constantFrom(
    'assignee:me',
    'assignee:none',
    'is:unassigned',
    'assignee:bob',
    'from:olivia@example.com',
    'from:bob',
  ),
  fc.constantFrom('has:file', 'has:note', 'before:2026-11', 'after:2026-11', 'after:2026-11-15', 'before:2026-10-12'),
);
const query = fc
  .array(fc.tuple(fc.constantFrom('', '', '', '-'), piece), { maxLength: 4 })
  .map((pieces) => pieces.map((one) => one.join('')).join(' '));
const stale = fc.constantFrom('fact#tagword:refund', 'fact#status:open', 'fact#is:waiting', 'fact#assignee:none');

describe('a search', () => {
  it('finds what a look at each ticket finds, in the same order, whatever a page and a list have', async () => {
    await fc.assert(
      fc.asyncProperty(
        desk,
        query,
        fc.constantFrom('newest' as const, 'oldest' as const),
        fc.record({ limit: fc.integer({ min: 1, max: 5 }), pageSize: fc.constantFrom(2, 3, 5, 100) }),
        fc.dictionary(fc.integer({ min: 0, max: 13 }).map(String), fc.integer({ min: 1, max: 3 })),
        fc.array(stale, { maxLength: 2 }),
        async (stored, q, order, { limit, pageSize }, marks, left) => {
          const read = new Map(stored.map(({ ticket }, index) => [ticket.id, marks[index] ?? 0]));
          const first = stored[0]?.ticket.id ?? '';
          const searched = searchedDesk(stored, { team, read, pageSize, stale: new Map([[first, left]]) });
          const asked = readQuery(q, people);
          expect(await searched.find(asked, order, limit)).toEqual(searched.scan(asked, order));
        },
      ),
      { numRuns: Number(process.env.SEARCH_RUNS ?? 400) },
    );
  });

  it('goes on where it ran out of its budget, and misses nothing', async () => {
    const most = { rounds: 1, units: 1 };
    await fc.assert(
      fc.asyncProperty(desk, query, async (stored, q) => {
        const searched = searchedDesk(stored, { team, pageSize: 2 });
        const asked = readQuery(q, people);
        expect(await searched.find(asked, 'newest', 3, most)).toEqual(searched.scan(asked, 'newest'));
      }),
      { numRuns: 100 },
    );
  });

  it('doesn’t find a ticket by the word of a tag that was taken off it', async () => {
    const [one, other] = ['00000001', '00000002'].map((number) => numbered(Number(number), 'Hello', ['refund']));
    const untagged = { ...numbered(3, 'Hello', []) };
    const stored = [one, other, untagged].flatMap((ticket) => (ticket ? [{ ticket, entries: [] }] : []));
    const searched = searchedDesk(stored, { team, stale: new Map([[untagged.id, ['fact#tagword:refund']]]) });
    expect(await searched.find(readQuery('refund', people), 'newest', 10)).toEqual([other?.id, one?.id]);
  });

  it('looks a rare word’s tickets up in the list of a common one', async () => {
    const stored = Array.from({ length: 3000 }, (_, index) => ({
      ticket: numbered(index, index % 1000 === 7 ? 'rare common' : 'common', []),
      entries: [],
    }));
    const searched = searchedDesk(stored, { team });
    const asked = readQuery('common rare ', people);
    expect(await searched.find(asked, 'newest', 50)).toEqual(searched.scan(asked, 'newest'));
    // A page of each word's three lists, and the lookups: 3,000 places of the common word would take four pages more.
    expect(searched.requests()).toBeLessThan(10);
  });

  it('reads small pages of many words together, so that no round takes much', async () => {
    const stored = Array.from({ length: 2000 }, (_, index) => ({
      ticket: numbered(
        index,
        Array.from({ length: 20 }, (_, word) => `pre${String.fromCharCode(97 + word)}`).join(' '),
        [],
      ),
      entries: [],
    }));
    const { world } = searchedDesk(stored, { team });
    const budget = new Budget({ rounds: 1, units: 1 });
    const asked = readQuery('absent pre', people);
    await searchTickets(world, asked, { order: 'newest', limit: 25 }, { id: ids[0], team }, budget);
    expect(budget.units).toBeLessThan(60);
  });
});

const numbered = (index: number, subject: string, tags: readonly string[]): Ticket => ({
  ...exampleTicket,
  id: `${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`,
  createdAt: `2026-11-${String(1 + Math.floor(index / 200)).padStart(2, '0')}T10:00:00.${String(index).padStart(9, '0')}Z`,
  subject,
  message: 'x',
  tags,
});
