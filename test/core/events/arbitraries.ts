import fc from 'fast-check';
import { type Entry, entryKinds } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { author, openTicket } from '#test/core/arbitraries.ts';

const word = fc.string({ unit: 'binary', minLength: 1 });
const plain = { noNullPrototype: true };
const agent = fc.option(fc.record({ id: fc.uuid({ version: 4 }), name: word }, plain));

/** Changes of every field, whose values people chose. */
const changes = fc.uniqueArray(
  fc.oneof(
    fc.constant({ field: 'status', from: 'open', to: 'closed' } as const),
    fc.constant({ field: 'priority', from: 'low', to: 'high' } as const),
    fc.record({ field: fc.constant('assignee' as const), from: agent, to: agent }, plain),
    fc.record({ field: fc.constant('tags' as const), from: fc.array(word), to: fc.array(word) }, plain),
  ),
  { selector: ({ field }) => field },
);

/** Any entry, with a text and an address wherever it may have one. */
export const anyEntry: fc.Arbitrary<Entry> = fc.record(
  {
    id: fc.uuid({ version: 7 }),
    version: fc.integer({ min: 2, max: 999_999_999 }),
    kind: fc.constantFrom(...entryKinds),
    author: fc.oneof(author, fc.constant({ type: 'system' } as const)),
    createdAt: fc.constant('2026-11-24T10:00:00.000000000Z'),
    changes,
    body: word,
    contact: fc.record(
      { userId: word, email: fc.emailAddress(), creditsPurchased: fc.nat() },
      { noNullPrototype: true },
    ),
    resends: fc.integer({ min: 1, max: 999_999_999 }),
  },
  { requiredKeys: ['id', 'version', 'kind', 'author', 'createdAt', 'changes'], noNullPrototype: true },
);

/** Any new item of this desk's own. */
export const anyItem: fc.Arbitrary<NewItem> = fc.oneof(
  fc.record({ type: fc.constant('ticket' as const), ticket: openTicket, imported: fc.constant(false) }),
  fc.record({
    type: fc.constant('entry' as const),
    ticketId: fc.uuid(),
    entry: anyEntry,
    imported: fc.constant(false),
  }),
);
