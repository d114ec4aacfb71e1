import * as z from 'zod/mini';
import { type DeskEvent, eventFields } from '#core/events/desk-event.ts';
import { eventTypes } from '#functions/event-names.ts';

const VERSION = 1;

/** An event of this desk, as EventBridge delivers it; `docs/events.md` describes it. */
const deskEvent = z.looseObject({
  'detail-type': z.enum(eventTypes),
  detail: z.looseObject({
    version: z.literal(VERSION),
    event_id: z.string(),
    ticket_id: z.string(),
    ticket_version: z.int(),
    message_id: z.optional(z.string()),
    fields: z.array(z.enum(eventFields)),
  }),
});

type Detail = z.output<typeof deskEvent>['detail'];

/** Returns an event's detail, which is all that it says beside its type. */
export const toDetail = ({ eventId, ticketId, ticketVersion, messageId, fields }: DeskEvent): Detail => ({
  version: VERSION,
  event_id: eventId,
  ticket_id: ticketId,
  ticket_version: ticketVersion,
  ...(messageId !== undefined && { message_id: messageId }),
  fields: [...fields],
});

/** Reads an event of this desk. Throws if it isn't one. */
export function readDeskEvent(event: unknown): DeskEvent {
  const parsed = deskEvent.safeParse(event);
  if (!parsed.success) throw new Error('Not an event of this desk.');
  const { 'detail-type': type, detail } = parsed.data;
  const { event_id: eventId, ticket_id: ticketId, ticket_version: ticketVersion, message_id: messageId } = detail;
  return {
    type,
    eventId,
    ticketId,
    ticketVersion,
    ...(messageId !== undefined && { messageId }),
    fields: detail.fields,
  };
}
