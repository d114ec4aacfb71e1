import type { Claim } from '#core/files/ports.ts';
import type { Calendar } from '#core/hours/calendar.ts';
import type { MailName } from '#core/mail/mail.ts';
import type { Entry, Message } from './entry.ts';
import type { Thread } from './thread.ts';
import type { Position, Status, Ticket } from './ticket.ts';

/** Tickets, as the use cases need them. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface TicketStore {
  /**
   * Stores a new ticket unless its id is taken. Safe to repeat: a retry that finds its own write counts as stored. Tickets with an idempotency key
   * come with a `contentHash`. With a claim, ticket and claim are stored, or neither: the outcome is `claim_lost` if the uploads were changed.
   */
  add(ticket: Ticket, contentHash?: string, claim?: Claim): Promise<Added>;
  /** Returns a ticket as it was submitted with an idempotency key (consistent), or undefined. */
  submitted(id: string): Promise<Submitted | undefined>;
  /** Returns the ticket (consistent), or undefined. */
  get(id: string): Promise<Ticket | undefined>;
  /** Returns at most 100 tickets (consistent unless `eventual`, at half the price), in no particular order, without those that don't exist. */
  all(ids: readonly string[], options?: { readonly eventual: boolean }): Promise<readonly Ticket[]>;
  /**
   * Replaces the ticket by its next version and adds the entry, all or nothing, if `before` is still the stored version, the operation wasn't done
   * before and the uploads to claim are unchanged; the change of another ticket with it, or neither. Returns whether it did; never true for a change that
   * isn't stored. Throws `mail_not_resendable`.
   */
  change(change: StoredChange): Promise<boolean>;
  /** Returns tickets of one status, or of all, newest first, after a position. May be shorter than `limit` although more follow. */
  page(status: Status | 'all', limit: number, after?: Position): Promise<TicketPage>;
  /** Returns a customer's tickets but merged ones, newest first, after a position. May be shorter than `limit`, but not empty, although more follow. */
  ofCustomer(userId: string, limit: number, after?: Position): Promise<TicketPage>;
  /** Returns the place of a customer's first ticket; undefined without any. */
  firstOf(userId: string): Promise<Position | undefined>;
  /** Returns the oldest ticket of a status. */
  oldest(status: Status): Promise<Ticket | undefined>;
  /** Keeps a calendar for good, for the tickets whose targets name it by its hash. */
  keepCalendar(calendar: Calendar): Promise<void>;
  /** Returns the calendar with a hash, or undefined. */
  calendar(hash: string): Promise<Calendar | undefined>;
}

/** A change of a ticket as it is stored: the difference between two versions, and the entry that made the second. */
export interface StoredChange {
  readonly before: Ticket;
  readonly after: Ticket;
  readonly entry: Entry;
  readonly operation?: Operation | undefined;
  /** A mail to send again, if it failed or its outcome is unknown. */
  readonly queued?: MailName | undefined;
  /** The uploads that become files of the entry's message. */
  readonly claim?: Claim | undefined;
  /** The change of another ticket that is stored together with this one. */
  readonly together?: Pick<StoredChange, 'before' | 'after' | 'entry'> | undefined;
}

/** A change that may be requested again. */
export interface Operation {
  /** A UUID derived from who requests what. */
  readonly id: string;
  /** Hash of the content; a repeated request must have the same. */
  readonly contentHash: string;
  /** The ticket that the request names, and that remembers it; absent if that is the changed one, and not one that was merged into it. */
  readonly ticketId?: string | undefined;
}

export type Added =
  | { readonly outcome: 'stored' }
  | ({ readonly outcome: 'taken' } & Submitted)
  | { readonly outcome: 'claim_lost' };

export interface Submitted {
  readonly ticket: Ticket;
  readonly contentHash: string | undefined;
}

/** The places of tickets in queues, which may be a moment behind the tickets. */
export interface QueueStore {
  /** Returns the places in any of these queues, newest first, after a position. May be shorter than `limit` although more follow. Throws `unavailable`. */
  page(
    queues: readonly string[],
    limit: number,
    after?: Position,
  ): Promise<{ readonly items: readonly Position[]; readonly more: boolean }>;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  readonly more: boolean;
}

/** The entries of tickets. Every method throws `DeskError('unavailable')` when the store doesn't respond in time. */
export interface ThreadStore {
  /** Returns a ticket with its latest entries, or with those before a version (consistent). Undefined if there is no such ticket. */
  thread(id: string, before?: number): Promise<Thread | undefined>;
  /** Yields the entries after a version of a ticket, oldest first (consistent), in parts as they are read. */
  since(id: string, version: number): AsyncIterable<readonly Entry[]>;
  /** Returns the entry with an id, if it has a text: a message or an automatic mail (consistent). */
  find(id: string, messageId: string): Promise<Entry | undefined>;
  /** Returns the message or automatic mail that has a file (consistent). */
  withFile(id: string, fileId: string): Promise<Entry | undefined>;
  /** Returns the entry that made a version (consistent). */
  entry(id: string, version: number): Promise<Entry | undefined>;
  /** Returns the newest replies to a ticket, or those before a position, oldest first (consistent). Notes are left out. */
  replies(id: string, limit: number, before?: Position): Promise<Replies>;
  /** Returns what an operation recorded that named a ticket, if it was done (consistent): maybe on the ticket that survived a merge. */
  recorded(id: string, operation: string): Promise<Recorded | undefined>;
}

export interface Replies {
  readonly messages: readonly Message[];
  /** True if there are earlier ones. */
  readonly more: boolean;
}

export interface Recorded {
  /** The ticket that the entry is of. */
  readonly ticketId: string;
  readonly entry: Entry;
  readonly contentHash: string;
}
