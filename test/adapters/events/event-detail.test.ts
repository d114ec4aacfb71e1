import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDeskEvent, toDetail } from '#adapters/events/event-detail.ts';
import { type DeskEvent, eventOf } from '#core/events/desk-event.ts';
import { anyItem } from '#test/core/events/arbitraries.ts';

const event: DeskEvent = {
  type: 'message.added',
  eventId: 'e1',
  ticketId: 't1',
  ticketVersion: 2,
  messageId: 'e1',
  fields: ['reply', 'status'],
};
const delivered = (detail: object) => ({ 'detail-type': event.type, source: 'support-desk', detail });

describe('an event on the bus', () => {
  it('has version 1, and snake_case on the wire', () => {
    expect(toDetail(event)).toEqual({
      version: 1,
      event_id: 'e1',
      ticket_id: 't1',
      ticket_version: 2,
      message_id: 'e1',
      fields: ['reply', 'status'],
    });
  });

  it('is read as it was published', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const published = eventOf(item) as DeskEvent;
        const wire = JSON.parse(JSON.stringify({ 'detail-type': published.type, detail: toDetail(published) }));
        expect(readDeskEvent(wire)).toEqual(published);
      }),
    );
  });

  it.each([
    ['nothing', {}],
    ['another version', { ...toDetail(event), version: 2 }],
    ['no ticket', { ...toDetail(event), ticket_id: undefined }],
    ['an unknown field', { ...toDetail(event), fields: ['secret'] }],
  ])('with %s is refused, without quoting it', (_, detail) => {
    expect(() => readDeskEvent(delivered(detail))).toThrow('Not an event of this desk.');
    expect(() => readDeskEvent(detail)).toThrow('Not an event of this desk.');
  });
});
