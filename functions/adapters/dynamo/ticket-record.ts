import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { priorities, statuses } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';

/** A time as it is stored; the pattern rejects dates that don't exist. */
const time = z.iso.datetime({ precision: 9 });

/** The files of a message, as far as the views read them. */
export const named = z.array(z.looseObject({ name: z.string() }));

/** The attributes of a ticket's item that the views read; it may have others. */
const foldable = z.looseObject({
  id: z.string(),
  user_id: z.string(),
  user_email: z.string(),
  user_name: z.optional(z.string()),
  subject: z.string(),
  message: z.string(),
  attachments: z.optional(named),
  tags: z.optional(z.array(z.string())),
  assignee: z.optional(z.looseObject({ id: z.string() })),
  status: z.enum([...statuses, 'merged']),
  priority: z.enum(priorities),
  user_support_tier: z.string(),
  created_at: time,
  closed_at: z.nullable(time),
  version: z.int().check(z.positive()),
});

/** Reads the change record of a ticket's item. Throws if that isn't a valid ticket. */
export function readTicketRecord({ eventName, dynamodb }: DynamoDBRecord): TicketChange {
  const removed = eventName === 'REMOVE';
  const image = removed ? dynamodb?.OldImage : dynamodb?.NewImage;
  const item = unmarshall((image ?? {}) as Record<string, AttributeValue>);
  // Not zod's own error, which may quote what a customer wrote.
  if (!isTicket(item)) throw new Error('This change record contains no ticket.');
  return { ticket: toTicket(item), removed };
}

/** Returns true if an item in a ticket's place has all the attributes that the views read. */
export function isTicket(item: Readonly<Record<string, unknown>>): item is TicketItem & Record<string, unknown> {
  return foldable.safeParse(item).success;
}
