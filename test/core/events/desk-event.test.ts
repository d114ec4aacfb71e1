import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventFields, eventOf } from '#core/events/desk-event.ts';
import { byAgent } from '#core/ticket/author.ts';
import type { Entry } from '#core/ticket/entry.ts';
import { eventTypes } from '#functions/event-names.ts';
import { agentNamed } from '#test/core/agents/agent-named.ts';
import { exampleTicket } from '#test/http/ticket/example-ticket.ts';
import { anyItem } from './arbitraries.ts';

const reply: Entry = {
  id: 'e1',
  version: 2,
  kind: 'reply',
  author: byAgent(agentNamed('Dana')),
  createdAt: '2026-11-24T10:00:00.000000000Z',
  changes: [{ field: 'status', from: 'open', to: 'closed' }],
  body: 'Try again.',
};
const { body: _, ...silent } = reply;
const of = (entry: Entry) => eventOf({ type: 'entry', ticketId: 't1', entry, imported: false });
const about = { eventId: 'e1', ticketId: 't1', ticketVersion: 2 };

describe('the event', () => {
  it('about a new ticket has the ticket’s id', () => {
    expect(eventOf({ type: 'ticket', ticket: { ...exampleTicket, id: 't1' }, imported: false })).toEqual({
      type: 'ticket.created',
      eventId: 't1',
      ticketId: 't1',
      ticketVersion: 1,
      fields: [],
    });
  });

  it('about a message says whether it is a reply or a note, and what changed with it', () => {
    const added = { type: 'message.added', ...about, messageId: 'e1' };
    expect(of(reply)).toEqual({ ...added, fields: ['reply', 'status'] });
    expect(of({ ...reply, kind: 'note', changes: [] })).toEqual({ ...added, fields: ['note'] });
  });

  it('about any other change names its fields, or what happened to a mail', () => {
    const changed = { type: 'ticket.changed', ...about };
    expect(of({ ...silent, kind: 'change' })).toEqual({ ...changed, fields: ['status'] });
    for (const kind of ['mail_resent', 'mail_bounced', 'mail_complained'] as const) {
      expect(of({ ...silent, kind, changes: [] })).toEqual({ ...changed, fields: [kind] });
    }
  });

  it('is the same however often it is made, and none if the item was imported', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        expect(eventOf(item)).toEqual(eventOf(item));
        expect(eventOf({ ...item, imported: true })).toBeUndefined();
      }),
    );
  });

  it('contains ids and names of fields, and never a text or an address', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const { type, eventId, ticketId, ticketVersion, messageId, fields, ...others } = eventOf(item) ?? {};
        expect(others).toEqual({});
        expect(eventTypes).toContain(type);
        expect(eventFields).toEqual(expect.arrayContaining([...(fields ?? ['none'])]));
        const own = item.type === 'ticket' ? { id: item.ticket.id, version: 1 } : item.entry;
        expect(ticketId).toBe(item.type === 'ticket' ? own.id : item.ticketId);
        expect([eventId, ticketVersion]).toEqual([own.id, own.version]);
        expect([undefined, own.id]).toContain(messageId);
      }),
    );
  });
});
