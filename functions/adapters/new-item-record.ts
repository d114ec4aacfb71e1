import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { NewItem } from '../core/mail/notify.ts';
import { messageKinds } from '../core/message.ts';
import { besideTicket, ticketEntry } from '../table-keys.ts';
import { type MessageItem, toMessage } from './thread-items.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';
import { isTicket } from './ticket-record.ts';

const messageItem = z.looseObject({
  id: z.string(),
  entry: z.string().check(z.startsWith(besideTicket.message)),
  kind: z.enum(messageKinds),
  author: z.enum(['customer', 'agent', 'system']),
  body: z.string(),
  created_at: z.string(),
  version: z.int(),
});

/** What a change record of a new ticket or message says. Throws if that is neither. */
export function readNewItem({ dynamodb }: DynamoDBRecord): NewItem {
  const item = unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>);
  const imported = item.imported === true;
  if (item.entry === ticketEntry && isTicket(item))
    return { type: 'ticket', ticket: toTicket(item as TicketItem), imported };
  // Not zod's own error, which may quote what a customer wrote.
  if (!messageItem.safeParse(item).success) throw new Error('This change record holds neither ticket nor message.');
  return { type: 'message', ticketId: String(item.id), message: toMessage(item as unknown as MessageItem), imported };
}
