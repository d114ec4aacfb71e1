import { describe, expect, it } from 'vitest';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { readViewChange } from '#adapters/dynamo/view-change.ts';
import { later } from '#core/due/due-entry.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { authorNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket as ticket } from '#test/http/ticket/example-ticket.ts';
import { insertionOf, recordOf } from '#test/stream/records.ts';

const at = '2026-11-24T10:00:00.000000000Z';
const reply: Entry = {
  id: 'e1',
  version: 2,
  kind: 'reply',
  author: { type: 'customer' },
  createdAt: at,
  changes: [],
  body: 'It still hangs.',
  contact: { userId: 'user-1', email: 'now@example.com', creditsPurchased: 0 },
};
const read = (entry: Entry) => readViewChange(insertionOf(toEntryItem(ticket.id, entry)));

describe('a change record gives the views', () => {
  it('for a new ticket: the ticket, its customer’s contact, and the mail that is owed', () => {
    expect(readViewChange(recordOf({ ticket, removed: false }, 1))).toEqual({
      change: { ticket, removed: false },
      contact: { userId: 'user-1', email: 'user@example.com', creditsPurchased: 100, at: ticket.createdAt },
      due: { kind: 'mail', subject: ticket.id, at: later(ticket.createdAt, 300_000), version: 1 },
    });
  });

  it.each([
    ['changed', { ticket: { ...ticket, version: 2 }, removed: false }],
    ['removed', { ticket, removed: true }],
  ])('for a ticket that was %s: only the ticket', (_, change) => {
    expect(readViewChange(recordOf(change, 1))).toStrictEqual({ change });
  });

  it('for a customer’s reply: their current contact, whatever they have bought, and the mail that is owed', () => {
    expect(read(reply)).toStrictEqual({
      contact: { ...reply.contact, at },
      due: { kind: 'mail', subject: ticket.id, at: '2026-11-24T10:05:00.000000000Z', version: 2 },
    });
  });

  it.each<[string, Entry]>([
    ['an agent’s reply', { ...reply, author: authorNamed('Dana'), contact: undefined }],
    ['a change', { ...reply, kind: 'change', author: { type: 'system' }, body: undefined, contact: undefined }],
  ])('for %s: nothing', (_, entry) => {
    expect(read(entry).change).toBeUndefined();
    expect(read(entry).contact).toBeUndefined();
  });

  it.each<[string, object]>([
    ['a ticket', toItem(ticket, 'a write', undefined)],
    ['a reply', toEntryItem(ticket.id, reply)],
  ])('for %s that was imported: no mail', (_, item) => {
    expect(readViewChange(insertionOf({ ...item, imported: true })).due).toBeUndefined();
  });

  it('for a removed entry: nothing', () => {
    const { dynamodb, ...record } = insertionOf(toEntryItem(ticket.id, reply));
    const removal = { ...record, eventName: 'REMOVE', dynamodb: { OldImage: dynamodb?.NewImage ?? {} } } as const;
    expect(readViewChange(removal)).toStrictEqual({});
  });

  it.each([
    ['nothing', {}],
    ['an operation', { id: 't1', entry: 'op#1', content_hash: 'secret' }],
    ['a ticket without a status', { id: 't1', entry: 'ticket', subject: 'secret' }],
  ])('for %s: an error that does not quote it', (_, item) => {
    expect(() => readViewChange(insertionOf(item))).toThrow('This change record contains no ticket.');
  });
});
