import * as z from 'zod/mini';
import { type Delivery, deliveryStates } from '#core/mail/delivery.ts';
import { changedFields, type Entry, entryKinds, isMessage } from '#core/ticket/entry.ts';
import type { ThreadEntry } from '#core/ticket/thread.ts';
import { uuid } from '#http/edge/uuid.ts';
import { authorJson } from './author-json.ts';
import { status, time } from './ticket-json.ts';

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

/** An entry of a thread on the wire. */
export const entryJson = z
  .strictObject({
    id: uuid().check(z.meta({ description: 'A UUID v7; also the id of its message' })),
    version: z.int().check(z.minimum(2), z.meta({ description: 'The version of the ticket that it made' })),
    kind: z
      .enum(entryKinds)
      .check(
        z.meta({ description: 'A reply is for the customer; a note is for agents only; a change has no message' }),
      ),
    author: authorJson,
    created_at: time,
    changes: z.array(z.strictObject({ field: z.enum(changedFields), from: status, to: status })),
    message: z.optional(z.strictObject({ body: z.string(), delivery: z.nullable(deliveryJson) })),
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
    changes: changes.map((change) => ({ ...change })),
    ...(isMessage(entry) && { message: { body: entry.body, delivery } }),
  };
}
