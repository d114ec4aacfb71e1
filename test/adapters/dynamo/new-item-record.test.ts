import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { readNewItem } from '#adapters/dynamo/new-item-record.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { openTicket } from '#test/core/arbitraries.ts';
import { anyEntry } from '#test/core/events/arbitraries.ts';
import { insertionOf } from '#test/stream/records.ts';

describe('a change record of a new item', () => {
  it('contains the entry as it was stored, and whether it was imported', () => {
    fc.assert(
      fc.property(fc.uuid(), anyEntry, fc.boolean(), (ticketId, entry, imported) => {
        const item = { ...toEntryItem(ticketId, entry), ...(imported && { imported }) };
        expect(readNewItem(insertionOf(item))).toStrictEqual({ type: 'entry', ticketId, entry, imported });
      }),
    );
  });

  it('contains the ticket as it was stored', () => {
    fc.assert(
      fc.property(openTicket, (ticket) => {
        const item = toItem(ticket, 'a write', undefined);
        expect(readNewItem(insertionOf(item))).toEqual({ type: 'ticket', ticket, imported: false });
      }),
    );
  });

  const good = toEntryItem('t1', {
    id: 'e1',
    version: 2,
    kind: 'reply',
    author: { type: 'customer' },
    createdAt: '2026-11-24T10:00:00.000000000Z',
    changes: [],
    body: 'a secret',
  });

  it.each([
    ['an operation', { id: 't1', entry: 'op#1', version: 2, content_hash: 'secret' }],
    ['a mail', { id: 't1', entry: 'mail#000000002#reply#a', state: 'sent', at: 'secret' }],
    ['an entry of an unknown kind', { ...good, kind: 'secret' }],
    ['an entry without a known author', { ...good, author: 'secret' }],
    ['an entry that changes an unknown field', { ...good, changes: [{ field: 'secret', from: 'open', to: 'closed' }] }],
    ['an entry without a version', { ...good, version: undefined }],
    ['a ticket without a status', { id: 't1', entry: 'ticket', subject: 'secret' }],
    ['nothing', {}],
  ])('with %s is refused, without quoting it', (_, item) => {
    expect(() => readNewItem(insertionOf(item))).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
    expect(() => readNewItem(insertionOf(item))).toThrow('This change record contains neither a ticket nor an entry.');
  });
});
