import type { Entry } from '#core/ticket/entry.ts';
import type { Operation } from '#core/ticket/ports.ts';
import { besideTicket } from '#functions/table-keys.ts';
import { attachmentAttributes } from './attachment-attributes.ts';
import { type AuthorAttributes, authorAttributes, toAuthor } from './author-attributes.ts';
import { type MailAttributes, mailAttributes, toByMail } from './by-mail-attributes.ts';

/** An entry beside its ticket. */
export interface EntryItem extends AuthorAttributes {
  id: string;
  entry: string;
  /** The time at which its ticket was submitted, for the lists that it puts the ticket into; absent from what was written before there were any. */
  ticket_created_at?: string | undefined;
  entry_id: string;
  kind: Entry['kind'];
  created_at: string;
  version: number;
  changes: Entry['changes'];
  /** The text; present for replies, notes, and automatic and unsent mails only. */
  body?: string | undefined;
  /** Absent without files. */
  attachments?: Entry['attachments'] | undefined;
  /**
   * The customer who wrote it, with address and credits as in their token at the time. Not named `user_id`, which would add the item to the index of
   * tickets by customer.
   */
  customer_id?: string | undefined;
  user_email?: string | undefined;
  user_credits_purchased?: number | undefined;
  /** The mail that it arrived by, if it did. */
  mail?: MailAttributes | undefined;
  /** The version whose mail is sent again. */
  resends?: number | undefined;
  /** The time that a reminder names. */
  closes_at?: string | undefined;
  /** The setting that made the desk remind the customer, or close the ticket. */
  rule?: Entry['ruledBy'] | undefined;
}

/** The record that an operation was done: the version it made, and the hash of the content that a repeated request must have. */
export interface OperationItem {
  id: string;
  entry: string;
  /** The ticket whose version that is, if not the one that it is beside. */
  ticket?: string | undefined;
  version: number;
  content_hash: string;
}

/** DynamoDB sorts keys as text, so versions are padded to the longest they can become. */
const DIGITS = 9;
const padded = (version: number): string => String(version).padStart(DIGITS, '0');

/** The sort key of the entry that made a version, that of an operation, and the prefix of those of a version's mails. */
export const versionEntry = (version: number): string => `${besideTicket.entry}${padded(version)}`;
export const operationEntry = ({ id }: Pick<Operation, 'id'>): string => `${besideTicket.operation}${id}`;
export const mailsEntry = (version: number): string => `${besideTicket.mail}${padded(version)}#`;

export function toEntryItem(ticketId: string, entry: Entry, ticketCreatedAt?: string): EntryItem {
  const { id, version, kind, author, createdAt, changes, body, attachments, contact, mail } = entry;
  const { resends, closesAt, ruledBy } = entry;
  return {
    id: ticketId,
    entry: versionEntry(version),
    ticket_created_at: ticketCreatedAt,
    entry_id: id,
    kind,
    ...authorAttributes(author),
    created_at: createdAt,
    version,
    changes,
    body,
    attachments: attachmentAttributes(attachments),
    customer_id: contact?.userId,
    user_email: contact?.email,
    user_credits_purchased: contact?.creditsPurchased,
    mail: mail && mailAttributes(mail),
    resends,
    closes_at: closesAt,
    rule: ruledBy,
  };
}

export function toEntry(item: EntryItem): Entry {
  const { entry_id: id, version, kind, created_at: createdAt, changes, body, attachments, mail } = item;
  const { resends, closes_at: closesAt, rule } = item;
  const { customer_id: userId, user_email: email, user_credits_purchased: creditsPurchased = 0 } = item;
  return {
    id,
    version,
    kind,
    author: toAuthor(item),
    createdAt,
    changes,
    ...(body !== undefined && { body }),
    ...(attachments && { attachments }),
    ...(userId !== undefined && email !== undefined && { contact: { userId, email, creditsPurchased } }),
    ...(mail && { mail: toByMail(mail) }),
    ...(resends !== undefined && { resends }),
    ...(closesAt !== undefined && { closesAt }),
    ...(rule && { ruledBy: rule }),
  };
}

export const toOperationItem = (
  ticketId: string,
  operation: Operation,
  { version }: Pick<Entry, 'version'>,
): OperationItem => ({
  id: operation.ticketId ?? ticketId,
  entry: operationEntry(operation),
  ticket: operation.ticketId === undefined ? undefined : ticketId,
  version,
  content_hash: operation.contentHash,
});
