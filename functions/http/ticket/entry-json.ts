import * as z from 'zod/mini';
import { type Delivery, deliveryStates } from '#core/mail/delivery.ts';
import { type Entry, entryKinds, type FieldChange } from '#core/ticket/entry.ts';
import type { ThreadEntry } from '#core/ticket/thread.ts';
import { uuid } from '#http/edge/uuid.ts';
import { attachmentsJson, toAttachmentsJson } from './attachment-json.ts';
import { agentRefJson, authorJson } from './author-json.ts';
import { channel, emailJson, toChannelJson } from './channel-json.ts';
import { priority, status, ticketId, time } from './ticket-json.ts';

export const deliveryJson = z
  .strictObject({
    state: z.enum(deliveryStates),
    at: time,
    detail: z.optional(z.string()),
    remark: z.optional(z.string()),
  })
  .check(
    z.meta({
      id: 'Delivery',
      description:
        'The delivery of the mail to the customer. `unknown`: the mail service may have accepted it; it is not sent again automatically. `suppressed`: nothing was sent, because an earlier mail to this address bounced or was marked as spam. `remark`: what the recipient’s server said, although the mail may have arrived',
    }),
  );

const fromTo = <F extends FieldChange['field'], V extends z.ZodMiniType>(field: F, value: V) =>
  z.strictObject({ field: z.literal(field), from: value, to: value });

const changes = [
  fromTo('status', status),
  fromTo('priority', priority),
  fromTo('assignee', z.nullable(agentRefJson)),
  fromTo('tags', z.array(z.string())),
  fromTo('snoozed_until', z.nullable(time)),
  fromTo('merged_into', z.nullable(ticketId)),
  fromTo('merged', z.array(ticketId)),
] as const;

/** An entry of a thread on the wire. */
export const entryJson = z
  .strictObject({
    id: uuid().check(z.meta({ description: 'A UUID v7; also the id of its message' })),
    version: z.int().check(
      z.minimum(1),
      z.meta({
        description: 'The version of its ticket that it made; 1 is the message that a merged ticket began with',
      }),
    ),
    kind: z.enum(entryKinds).check(
      z.meta({
        description:
          'A reply is for the customer; a note and an automatic mail are for agents only; a change has no message; a reminder tells the customer that the ticket will be closed',
      }),
    ),
    author: authorJson,
    created_at: time,
    ticket_id: z
      .nullable(ticketId)
      .check(z.meta({ description: 'The merged ticket that it is of; null if it is of the ticket itself' })),
    subject: z
      .optional(z.string())
      .check(z.meta({ description: 'The subject of the merged ticket, with the message that it began with' })),
    changes: z.array(z.discriminatedUnion('field', changes)),
    rule: z.nullable(z.strictObject({ name: z.literal('auto_close'), days: z.int().check(z.positive()) })).check(
      z.meta({
        description: 'The setting by which the desk reminded the customer or closed the ticket, with its days',
      }),
    ),
    closes_at: z
      .nullable(time)
      .check(z.meta({ description: 'The time that a reminder names; null for any other entry' })),
    message: z.optional(
      z.strictObject({
        body: z.string(),
        delivery: z.nullable(deliveryJson),
        attachments: attachmentsJson,
        channel,
        email: z.nullable(emailJson),
      }),
    ),
  })
  .check(
    z.meta({ id: 'Entry', description: 'The event that made a version of the ticket: a message, a change, or both' }),
  );

export type EntryJson = z.output<typeof entryJson>;

export const toDeliveryJson = (delivery: Delivery | undefined) => (delivery ? { ...delivery } : null);

/** Maps an entry to its wire names. */
export function toEntryJson(entry: Entry | ThreadEntry): EntryJson {
  const { id, version, kind, author, createdAt, changes } = entry;
  const delivery = toDeliveryJson('delivery' in entry ? entry.delivery : undefined);
  return {
    id,
    version,
    kind,
    author: { ...author },
    created_at: createdAt,
    ticket_id: ('ticketId' in entry && entry.ticketId) || null,
    ...('subject' in entry && entry.subject !== undefined && { subject: entry.subject }),
    changes: changes.map(toChangeJson),
    rule: entry.ruledBy ? { ...entry.ruledBy } : null,
    closes_at: entry.closesAt ?? null,
    ...(entry.body !== undefined && {
      message: {
        body: entry.body,
        delivery,
        attachments: toAttachmentsJson(entry.attachments),
        ...toChannelJson(entry.mail),
      },
    }),
  };
}

const toChangeJson = (change: FieldChange): EntryJson['changes'][number] =>
  change.field === 'tags' || change.field === 'merged'
    ? { ...change, from: [...change.from], to: [...change.to] }
    : { ...change };
