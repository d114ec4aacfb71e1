import type { MailName } from '#core/mail/mail.ts';
import type { Entry, Message } from './entry.ts';
import type { Thread } from './thread.ts';
import type { Position, Status, Ticket } from './ticket.ts';

/** Tickets, as the use cases need them. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface TicketStore {
  /**
   * Stores a new ticket unless its id is taken. Safe to repeat: a retry that meets its own write counts as stored.
   * `contentHash` accompanies tickets with an idempotency key.
   */
  add(ticket: Ticket, contentHash?: string): Promise<Added>;
  /** The ticket as it is now (consistent), or undefined. */
  get(id: string): Promise<Ticket | undefined>;
  /**
   * Replaces the ticket by its next version and adds the entry, all or nothing, if `before` is still the stored version and the operation was
   * not done yet. Returns whether it was; never `true` for a change that is not stored. Throws `mail_not_resendable`.
   */
  change(change: StoredChange): Promise<boolean>;
  /** Tickets of one status, or of all, newest first, after a position. May be shorter than `limit` although more follow. */
  page(status: Status | 'all', limit: number, after?: Position): Promise<TicketPage>;
  /** A customer's tickets, newest first, after a position. May be shorter than `limit` although more follow. */
  ofCustomer(userId: string, limit: number, after?: Position): Promise<TicketPage>;
  /** The oldest ticket of a status. */
  oldest(status: Status): Promise<Ticket | undefined>;
}

/** A change of a ticket as it is stored: the difference between two versions, and the entry that made the second. */
export interface StoredChange {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly entry: Entry;
  readonly operation?: Operation | undefined;
  /** A mail that is sent once more, if it failed or nobody knows. */
  readonly queued?: MailName | undefined;
}

/** A change that may be asked for again. */
export interface Operation {
  /** UUID of who asks for what. */
  readonly id: string;
  /** What a repetition must have in common with the first request. */
  readonly contentHash: string;
}

export type Added =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'taken'; readonly ticket: Ticket; readonly contentHash: string | undefined };

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  readonly more: boolean;
}

/** What is written beside tickets. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface ThreadStore {
  /** A ticket and what happened to it (consistent): the latest, or what was before a version. Undefined if there is no such ticket. */
  thread(id: string, before?: number): Promise<Thread | undefined>;
  /** What came after a version of a ticket, oldest first (consistent), in parts as they are read. */
  since(id: string, version: number): AsyncIterable<readonly Entry[]>;
  /** The message of an id (consistent). */
  find(id: string, messageId: string): Promise<Message | undefined>;
  /** The entry that made a version (consistent). */
  entry(id: string, version: number): Promise<Entry | undefined>;
  /** The newest replies to a ticket, oldest first, or those before a message (consistent). Notes are not among them. */
  replies(id: string, limit: number, before?: string): Promise<Replies>;
  /** What an operation recorded, if it was done (consistent). */
  recorded(id: string, operation: string): Promise<Recorded | undefined>;
}

export interface Replies {
  readonly messages: readonly Message[];
  /** Whether there are earlier ones. */
  readonly more: boolean;
}

export interface Recorded {
  readonly entry: Entry;
  readonly contentHash: string;
}
