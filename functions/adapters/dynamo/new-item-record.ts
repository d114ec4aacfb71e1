import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { changedFields, entryKinds } from '#core/ticket/entry.ts';
import type { NewItem } from '#core/ticket/new-item.ts';
import { besideTicket, ticketEntry } from '#functions/table-keys.ts';
import { type EntryItem, toEntry } from './entry-items.ts';
import { toTicket } from './ticket-item.ts';
import { isTicket, named } from './ticket-record.ts';

const entryItem = z.looseObject({
  id: z.string(),
  entry: z.string().check(z.startsWith(besideTicket.entry)),
  entry_id: z.string(),
  kind: z.enum(entryKinds),
  author: z.enum(['customer', 'agent', 'system']),
  created_at: z.string(),
  version: z.int(),
  changes: z.array(z.looseObject({ field: z.enum(changedFields) })),
  body: z.optional(z.string()),
  attachments: z.optional(named),
});

/** Returns true if an item in an entry's place has all the attributes of one. */
export const isEntry = (item: object): item is EntryItem => entryItem.safeParse(item).success;

/** Reads the change record of a new ticket or entry. Throws if it is neither. */
export const readNewItem = ({ dynamodb }: DynamoDBRecord): NewItem =>
  toNewItem(unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>));

/** Reads a ticket's item or an entry's. Throws if it is neither. */
export function toNewItem(stored: object): NewItem {
  const item = stored as Readonly<Record<string, unknown>>;
  const imported = item.imported === true;
  if (item.entry === ticketEntry && isTicket(item)) return { type: 'ticket', ticket: toTicket(item), imported };
  // Not zod's own error, which may quote what a customer wrote.
  if (!isEntry(item)) throw new Error('This change record contains neither a ticket nor an entry.');
  return { type: 'entry', ticketId: String(item.id), entry: toEntry(item), imported };
}
