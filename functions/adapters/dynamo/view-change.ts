import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DueEntry } from '#core/due/due-entry.ts';
import { type Contact, contactOf } from '#core/mail/contact.ts';
import { dueMailOf } from '#core/mail/new-item.ts';
import type { TicketChange } from '#core/views/fold.ts';
import { besideTicket } from '#functions/table-keys.ts';
import type { EntryItem } from './entry-items.ts';
import { readNewItem } from './new-item-record.ts';
import { readTicketRecord } from './ticket-record.ts';

interface ViewChange {
  readonly change?: TicketChange;
  readonly contact?: Contact | undefined;
  readonly due?: DueEntry | undefined;
}

/**
 * Reads a change record of a ticket or an entry as the views need it: the ticket as it is now and, if it is new, its customer's contact and the mail that
 * it causes. Throws if it is neither.
 */
export function readViewChange(record: DynamoDBRecord): ViewChange {
  const isNew = record.eventName === 'INSERT';
  const item = imageOf(record);
  const isEntry = item.entry?.startsWith(besideTicket.entry) === true;
  const change = isEntry ? undefined : readTicketRecord(record);
  const contact = change ? contactOf(change.ticket) : entryContact(item);
  return { ...(change && { change }), ...(isNew && { contact, due: dueMailOf(readNewItem(record)) }) };
}

function imageOf({ dynamodb }: DynamoDBRecord): Partial<EntryItem> {
  return unmarshall((dynamodb?.NewImage ?? dynamodb?.OldImage ?? {}) as Record<string, AttributeValue>);
}

/** Returns the contact of the customer who wrote an entry; undefined if no customer did. */
export function entryContact(item: Partial<EntryItem>): Contact | undefined {
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0, created_at: at } = item;
  return userId && email && at ? { userId, email, creditsPurchased, at } : undefined;
}
