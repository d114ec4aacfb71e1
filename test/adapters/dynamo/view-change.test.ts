import { describe, expect, it } from 'vitest';
import { toEntryItem } from '#adapters/dynamo/entry-items.ts';
import { toItem } from '#adapters/dynamo/ticket-item.ts';
import { readViewChange as readWith } from '#adapters/dynamo/view-change.ts';
import { later } from '#core/due/due-entry.ts';
import { listsOfTicket } from '#core/search/postings.ts';
import type { Entry } from '#core/ticket/entry.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
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
const read = (entry: Entry, submittedAt?: string) =>
  readViewChange(insertionOf(toEntryItem(ticket.id, entry, submittedAt)));
const place = { id: ticket.id, createdAt: ticket.createdAt };
const readViewChange = (record: Parameters<typeof readWith>[0]) => readWith(record, undefined);
/** The same, removed. */
function removalOf(item: object) {
  const { dynamodb, ...record } = insertionOf(item);
  return { ...record, eventName: 'REMOVE', dynamodb: { OldImage: dynamodb?.NewImage ?? {} } } as const;
}

describe('a change record gives the views', () => {
  it('for a new ticket: the ticket, the lists it is in for good, its customer’s contact, and the mail that is owed', () => {
    expect(readViewChange(recordOf({ ticket, removed: false }, 1))).toEqual({
      change: { ticket, removed: false },
      postings: { by: 'ticket', ticket: place, lists: listsOfTicket(ticket) },
      contact: { userId: 'user-1', email: 'user@example.com', creditsPurchased: 100, at: ticket.createdAt },
      dueMail: { kind: 'mail', subject: ticket.id, at: later(ticket.createdAt, 300_000), version: 1 },
    });
  });

  it('for a ticket that was changed: only the ticket', () => {
    const change = { ticket: { ...ticket, version: 2 }, removed: false };
    expect(readViewChange(recordOf(change, 1))).toStrictEqual({ change });
  });

  it('for a ticket that was snoozed, snoozed for longer, or removed: what it owes now, and what it owes no more', () => {
    const due = (minute: number, version: number) =>
      ({ kind: 'snooze', subject: ticket.id, at: `2026-11-25T10:0${minute}:00.000000000Z`, version }) as const;
    const snoozed = { ...ticket, version: 2, snoozedUntil: due(0, 2).at };
    const longer = { ...snoozed, version: 3, snoozedUntil: due(1, 3).at };
    const changed = (before: Ticket, after: Ticket) => {
      const record = recordOf({ ticket: after }, 1);
      const OldImage = recordOf({ ticket: before, removed: true }, 1).dynamodb?.OldImage ?? {};
      return readViewChange({ ...record, dynamodb: { ...record.dynamodb, OldImage } }).due;
    };
    expect(changed(ticket, snoozed)).toEqual({ owed: [due(0, 2)], done: [] });
    expect(changed(snoozed, longer)).toEqual({ owed: [due(1, 3)], done: [due(0, 2)] });
    expect(changed(longer, { ...longer, version: 4 })).toBeUndefined();
    expect(changed(longer, { ...ticket, version: 4 })).toEqual({ owed: [], done: [due(1, 3)] });
    expect(readViewChange(recordOf({ ticket: longer, removed: true }, 1)).due).toEqual({ owed: [], done: [due(1, 3)] });
  });

  it('for a ticket that was removed: the ticket, and the lists that it was in', () => {
    const change = { ticket, removed: true };
    const postings = { by: 'removal', ticket: place, lists: listsOfTicket(ticket) };
    expect(readViewChange(recordOf(change, 1))).toStrictEqual({ change, postings });
  });

  it('for an entry with words, a file or a note: the lists that it puts its ticket into, if it says when that was submitted', () => {
    const lists = ['word#it', 'word#still', 'word#hangs'];
    expect(read(reply, ticket.createdAt).postings).toEqual({ by: 'entry', ticket: place, lists });
    expect(read(reply).postings).toBeUndefined();
    const change = { ...reply, kind: 'change', body: undefined } as const;
    expect(read(change, ticket.createdAt).postings).toBeUndefined();
  });

  it('for a removed entry: the lists, if it can be read', () => {
    const item = toEntryItem(ticket.id, reply, ticket.createdAt);
    expect(readViewChange(removalOf(item))).toEqual({
      postings: { by: 'removal', ticket: place, lists: ['word#it', 'word#still', 'word#hangs'] },
    });
    expect(readViewChange(removalOf({ ...item, body: 7 }))).toStrictEqual({});
  });

  it('for a customer’s reply: their current contact, whatever they have bought, and the mail that is owed', () => {
    expect(read(reply)).toStrictEqual({
      contact: { ...reply.contact, at },
      dueMail: { kind: 'mail', subject: ticket.id, at: '2026-11-24T10:05:00.000000000Z', version: 2 },
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
    expect(readViewChange(insertionOf({ ...item, imported: true })).dueMail).toBeUndefined();
  });

  it.each([
    ['nothing', {}],
    ['an operation', { id: 't1', entry: 'op#1', content_hash: 'secret' }],
    ['a ticket without a status', { id: 't1', entry: 'ticket', subject: 'secret' }],
  ])('for %s: an error that does not quote it', (_, item) => {
    expect(() => readViewChange(insertionOf(item))).toThrow('This change record contains no ticket.');
  });
});
