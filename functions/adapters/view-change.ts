import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type Contact, contactOf } from '../core/contact.ts';
import type { TicketChange } from '../core/views/fold.ts';
import { ticketEntry } from '../table-keys.ts';
import type { EntryItem } from './entry-items.ts';
import { readTicketRecord } from './ticket-record.ts';

/** What a change record says to the views: how a ticket is now, and how its customer can be reached. */
export interface ViewChange {
  readonly change?: TicketChange;
  readonly contact?: Contact | undefined;
}

/** Reads a change record of a ticket or an entry. Throws if it is neither. */
export function readViewChange(record: DynamoDBRecord): ViewChange {
  if (record.dynamodb?.Keys?.entry?.S !== ticketEntry) return { contact: writersContact(record) };
  const change = readTicketRecord(record);
  return { change, ...(record.eventName === 'INSERT' && { contact: contactOf(change.ticket) }) };
}

/** Of an entry that a customer wrote. */
function writersContact({ dynamodb }: DynamoDBRecord): Contact | undefined {
  const item = unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>) as Partial<EntryItem>;
  return entryContact(item);
}

/** How the customer who wrote an entry can be reached; undefined if nobody did who was vouched for. */
export function entryContact(item: Partial<EntryItem>): Contact | undefined {
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0, created_at: at } = item;
  return userId && email && at ? { userId, email, creditsPurchased, at } : undefined;
}
