import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { priorities, statuses } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';

/** A time as it is stored; the pattern knows the calendar. */
const time = z.iso.datetime({ precision: 9 });

/** What the views read of a ticket's item; anything else may stand there too. */
const foldable = z.looseObject({
  id: z.string(),
  subject: z.string(),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  user_support_tier: z.string(),
  created_at: time,
  closed_at: z.nullable(time),
  version: z.int().check(z.positive()),
});

/** What a change record of a ticket's item says. Throws if that is not a ticket. */
export function readTicketRecord({ eventName, dynamodb }: DynamoDBRecord): TicketChange {
  const removed = eventName === 'REMOVE';
  const image = removed ? dynamodb?.OldImage : dynamodb?.NewImage;
  const item = unmarshall((image ?? {}) as Record<string, AttributeValue>);
  // Not zod's own error, which may quote what a customer wrote.
  if (!isTicket(item)) throw new Error('This change record holds no ticket.');
  return { ticket: toTicket(item), removed };
}

/** Whether an item in a ticket's place has all that the views read of one. */
export function isTicket(item: Readonly<Record<string, unknown>>): item is TicketItem & Record<string, unknown> {
  return foldable.safeParse(item).success;
}
