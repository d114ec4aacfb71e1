import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { DueEntry } from '#core/due/due-entry.ts';
import { type DueMove, dueMoveOf } from '#core/due/ticket-due.ts';
import { type Contact, contactOf } from '#core/mail/contact.ts';
import { dueMailOf } from '#core/mail/new-item.ts';
import { listsOfEntry, listsOfTicket } from '#core/search/postings.ts';
import type { AutoClose } from '#core/ticket/auto-close.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import type { TicketChange } from '#core/views/fold.ts';
import type { ChangedPostings } from '#core/views/project-lists.ts';
import type { ChangedMerge } from '#core/views/project-merges.ts';
import { besideTicket } from '#functions/table-keys.ts';
import type { EntryItem } from './entry-items.ts';
import { isEntry, readNewItem } from './new-item-record.ts';
import { type TicketItem, toTicket } from './ticket-item.ts';
import { isTicket, readTicketRecord } from './ticket-record.ts';

interface ViewChange {
  readonly change?: TicketChange;
  readonly postings?: ChangedPostings | undefined;
  readonly contact?: Contact | undefined;
  readonly due?: DueMove | undefined;
  readonly dueMail?: DueEntry | undefined;
  readonly merge?: ChangedMerge | undefined;
}

/**
 * Reads a change record of a ticket or an entry as the views need it: the ticket as it is now, the difference to what it owed before and, if it is new or
 * removed, the lists that it puts its ticket into for good; if it is new, its customer's contact and the mail that it causes; and the merge that it began or
 * ended. Throws if it is neither. `autoClose` is the desk's setting.
 */
export function readViewChange(record: DynamoDBRecord, autoClose: AutoClose | undefined): ViewChange {
  const isNew = record.eventName === 'INSERT';
  const item = imageOf(record);
  const isEntry = item.entry?.startsWith(besideTicket.entry) === true;
  const change = isEntry ? undefined : readTicketRecord(record);
  const contact = change ? contactOf(change.ticket) : entryContact(item);
  const due = change && dueMoveOf(ticketBefore(record), change.removed ? undefined : change.ticket, autoClose);
  const merge = change && mergeIn(record);
  const postings = change ? postingsOfTicket(change, isNew) : postingsOfEntry(item, isNew);
  return {
    ...(change && { change }),
    ...(due && { due }),
    ...(postings && { postings }),
    ...(merge && { merge }),
    ...(isNew && { contact, dueMail: dueMailOf(readNewItem(record)) }),
  };
}

/** Returns the ticket as it was before a change; undefined if it wasn't there. */
function ticketBefore({ dynamodb }: DynamoDBRecord): Ticket | undefined {
  const item = unmarshall((dynamodb?.OldImage ?? {}) as Record<string, AttributeValue>);
  return isTicket(item) ? toTicket(item) : undefined;
}

function postingsOfTicket({ ticket, removed = false }: TicketChange, isNew: boolean): ChangedPostings | undefined {
  if (!isNew && !removed) return undefined;
  return { by: removed ? 'removal' : 'ticket', ticket: placeOf(ticket), lists: listsOfTicket(ticket) };
}

/** An entry from before there were lists doesn't say when its ticket was submitted: a rebuild of the views reads both. */
function postingsOfEntry(item: Partial<EntryItem>, isNew: boolean): ChangedPostings | undefined {
  if (!isEntry(item) || item.ticket_created_at === undefined) return undefined;
  const ticket = { id: item.id, createdAt: item.ticket_created_at };
  const lists = listsOfEntry(item);
  return lists.length === 0 ? undefined : { by: isNew ? 'entry' : 'removal', ticket, lists };
}

/** Returns the merge of a ticket that a record shows to begin or end. */
function mergeIn({ dynamodb }: DynamoDBRecord): ChangedMerge | undefined {
  const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map((image) => {
    const item = unmarshall((image ?? {}) as Record<string, AttributeValue>) as Partial<TicketItem>;
    return item.merged_into && { id: item.id ?? '', survivor: placeIn(item.merged_into) };
  });
  return before && after ? undefined : (before ?? after);
}

const placeIn = ({ id, created_at: createdAt }: { readonly id: string; readonly created_at: string }): Position => ({
  id,
  createdAt,
});

const placeOf = ({ id, createdAt }: Position): Position => ({ id, createdAt });

function imageOf({ dynamodb }: DynamoDBRecord): Partial<EntryItem> {
  return unmarshall((dynamodb?.NewImage ?? dynamodb?.OldImage ?? {}) as Record<string, AttributeValue>);
}

/** Returns the contact of the customer who wrote an entry; undefined if no customer did. */
export function entryContact(item: Partial<EntryItem>): Contact | undefined {
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0, created_at: at } = item;
  return userId && email && at ? { userId, email, creditsPurchased, at } : undefined;
}
