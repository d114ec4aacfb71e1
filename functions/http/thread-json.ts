import * as z from 'zod/mini';
import type { AddedMessage } from '../core/add-message.ts';
import { type Author, messageKinds } from '../core/message.ts';
import { type Delivery, deliveryStates, entriesOf, type Thread, type ThreadEntry } from '../core/thread.ts';
import { eventKinds } from '../core/ticket-event.ts';
import { type Ok, ok } from './endpoint.ts';
import { status, ticketJson, time, toTicketJson, versionTag } from './ticket-json.ts';

const customer = z.strictObject({ type: z.literal('customer') });
const agent = z.strictObject({ type: z.literal('agent'), name: z.string() });
const system = z.strictObject({ type: z.literal('system') });
const uuid = z.string().check(z.meta({ format: 'uuid' }));
const version = z
  .int()
  .check(z.nonnegative(), z.meta({ description: 'The version of the ticket that it made; 0 where that is not known' }));

const deliveryJson = z.strictObject({ state: z.enum(deliveryStates), at: time, detail: z.optional(z.string()) }).check(
  z.meta({
    id: 'Delivery',
    description:
      'What became of the mail to the customer. `suppressed`: nothing was sent, because mail to this address came back before.',
  }),
);

const messageJson = z
  .strictObject({
    type: z.literal('message'),
    id: uuid,
    kind: z.enum(messageKinds),
    author: z.union([customer, agent, system]),
    body: z.string(),
    created_at: time,
    version,
    delivery: z.nullable(deliveryJson),
  })
  .check(z.meta({ id: 'Message', description: 'What somebody wrote; a note is for agents only' }));

const eventJson = z
  .strictObject({
    type: z.literal('event'),
    id: uuid,
    kind: z.enum(eventKinds),
    author: z.union([customer, agent, system]),
    created_at: time,
    version,
    before: z.strictObject({ status }),
    after: z.strictObject({ status }),
    message_id: z.optional(uuid),
  })
  .check(z.meta({ id: 'Event', description: 'A line of the audit trail' }));

/** Entries of a thread on the wire, oldest first. */
export const entriesJson = z.array(z.union([messageJson, eventJson]));

/** A ticket with its thread, as agents see it. */
export const threadJson = z
  .strictObject({
    ...ticketJson.shape,
    thread: entriesJson,
    confirmation: z.nullable(deliveryJson),
  })
  .check(z.meta({ id: 'TicketThread' }));

/** A ticket with what was added to it. */
export const addedJson = z
  .strictObject({ ...ticketJson.shape, thread: entriesJson })
  .check(z.meta({ id: 'TicketWithNewMessage' }));

const toDeliveryJson = (delivery: Delivery | undefined) => (delivery ? { ...delivery } : null);
const toAuthorJson = (author: Author) => ({ ...author });

export const toEntriesJson = (entries: readonly ThreadEntry[]): z.output<typeof entriesJson> =>
  entries.map(toEntryJson);

function toEntryJson(entry: ThreadEntry): z.output<typeof entriesJson>[number] {
  if (entry.type === 'message') {
    const { id, kind, author, body, createdAt, version } = entry.message;
    const delivery = toDeliveryJson(entry.delivery);
    return { type: 'message', id, kind, author: toAuthorJson(author), body, created_at: createdAt, version, delivery };
  }
  const { op, kind, author, at, version, from, to, messageId } = entry.event;
  return {
    type: 'event',
    id: op,
    kind,
    author: toAuthorJson(author),
    created_at: at,
    version,
    before: { status: from },
    after: { status: to },
    ...(messageId !== undefined && { message_id: messageId }),
  };
}

/** A thread as an answer: the ticket's version as entity tag, a link to what was earlier. */
export function okThread({ ticket, entries, confirmation }: Thread, earlier: string | undefined): Ok {
  const body: z.output<typeof threadJson> = {
    ...toTicketJson(ticket),
    thread: toEntriesJson(entries),
    confirmation: toDeliveryJson(confirmation),
  };
  return ok(body, {
    etag: versionTag(ticket.version),
    ...(earlier !== undefined && { link: `<${earlier}>; rel="next"` }),
  });
}

/** A message that was added, as an answer. */
export function okAdded({ ticket, message, event }: AddedMessage): Ok {
  const body: z.output<typeof addedJson> = {
    ...toTicketJson(ticket),
    thread: toEntriesJson(entriesOf(message, event)),
  };
  return ok(body, { etag: versionTag(ticket.version) });
}
