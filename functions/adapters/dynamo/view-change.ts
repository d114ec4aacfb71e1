import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Contact, contactOf } from '#core/mail/contact.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { besideTicket } from '#functions/table-keys.ts';
import type { EntryItem } from './entry-items.ts';
import { readTicketRecord } from './ticket-record.ts';

/** What a change record says to the views: how a ticket is now, and how its customer can be reached. */
export interface ViewChange {
  readonly change?: TicketChange;
  readonly contact?: Contact | undefined;
}

/** Reads a change record of a ticket or an entry. Throws if it is neither. */
export function readViewChange(record: DynamoDBRecord): ViewChange {
  const isNew = record.eventName === 'INSERT';
  const item = imageOf(record);
  if (item.entry?.startsWith(besideTicket.entry)) return isNew ? { contact: entryContact(item) } : {};
  const change = readTicketRecord(record);
  return { change, ...(isNew && { contact: contactOf(change.ticket) }) };
}

function imageOf({ dynamodb }: DynamoDBRecord): Partial<EntryItem> {
  return unmarshall((dynamodb?.NewImage ?? dynamodb?.OldImage ?? {}) as Record<string, AttributeValue>);
}

/** How the customer who wrote an entry can be reached; undefined if no customer did. */
export function entryContact(item: Partial<EntryItem>): Contact | undefined {
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0, created_at: at } = item;
  return userId && email && at ? { userId, email, creditsPurchased, at } : undefined;
}
