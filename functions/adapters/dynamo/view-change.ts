import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Contact, contactOf } from '#core/mail/contact.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { besideTicket } from '#functions/table-keys.ts';
import type { EntryItem } from './entry-items.ts';
import { readTicketRecord } from './ticket-record.ts';

/** A change record as the views need it: the ticket as it is now, and its customer's contact. */
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

/** Returns the contact of the customer who wrote an entry; undefined if no customer did. */
export function entryContact(item: Partial<EntryItem>): Contact | undefined {
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0, created_at: at } = item;
  return userId && email && at ? { userId, email, creditsPurchased, at } : undefined;
}
