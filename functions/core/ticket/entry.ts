import type { Customer } from '#core/customer/customer.ts';
import type { Attachment } from '#core/files/attachment.ts';
import type { ByMail } from '#core/inbound/by-mail.ts';
import type { AgentRef, Author } from './author.ts';
import type { Priority, Status } from './ticket.ts';

export const messageKinds = ['reply', 'note'] as const;

/** A reply is for the customer and the agents; a note is for the agents alone. */
export type MessageKind = (typeof messageKinds)[number];

/** `change` is a change of fields without a message; `mail_automatic` is a mail that a program wrote, like an out-of-office reply, and `mail_unsent` an agent's that wasn't sent to the customer; both for agents only. A `reminder` tells the customer that the ticket will be closed. */
export const entryKinds = [
  ...messageKinds,
  'change',
  'mail_automatic',
  'mail_unsent',
  'mail_bounced',
  'mail_complained',
  'mail_resent',
  'reminder',
] as const;
export type EntryKind = (typeof entryKinds)[number];

/** The fields of a ticket whose changes its thread shows. */
export const changedFields = [
  'status',
  'priority',
  'assignee',
  'tags',
  'snoozed_until',
  'merged_into',
  'merged',
] as const;
type ChangedField = (typeof changedFields)[number];

/** The change of one field. */
export type FieldChange =
  | FromTo<'status', Status>
  | FromTo<'priority', Priority>
  | FromTo<'assignee', AgentRef | null>
  | FromTo<'tags', readonly string[]>
  | FromTo<'snoozed_until', string | null>
  | FromTo<'merged_into', string | null>
  | FromTo<'merged', readonly string[]>;

interface FromTo<Field extends ChangedField, Value> {
  readonly field: Field;
  readonly from: Value;
  readonly to: Value;
}

/** The event that made a version of a ticket: who did it, what changed, and the message with it, if any. Immutable. */
export interface Entry {
  /** UUID v7 of `createdAt`; also the message's id, if there is one. */
  readonly id: string;
  /** The version of the ticket that it made: 2 or more, because the ticket itself is version 1. */
  readonly version: number;
  readonly kind: EntryKind;
  readonly author: Author;
  readonly createdAt: string;
  readonly changes: readonly FieldChange[];
  /** The text; present for replies, notes, and automatic and unsent mails only. */
  readonly body?: string | undefined;
  /** The files of the message; absent if it has none. */
  readonly attachments?: readonly Attachment[] | undefined;
  /** The contact of the customer who wrote it. */
  readonly contact?: Pick<Customer, 'userId' | 'email' | 'creditsPurchased'> | undefined;
  /** The mail that it arrived by, if it did. */
  readonly mail?: ByMail | undefined;
  /** The version whose mail is sent again. */
  readonly resends?: number | undefined;
  /** The time that a reminder names; absent otherwise. */
  readonly closesAt?: string | undefined;
  /** The setting by which the desk reminded the customer or closed the ticket, with its days; absent unless it did. */
  readonly ruledBy?: { readonly name: 'auto_close'; readonly days: number } | undefined;
}

/** An entry with a message. */
export type Message = Entry & { readonly kind: MessageKind; readonly body: string };

export const isMessage = (entry: Entry): entry is Message => (messageKinds as readonly string[]).includes(entry.kind);
