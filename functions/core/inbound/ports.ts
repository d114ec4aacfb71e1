import type { DueStore } from '#core/due/ports.ts';
import type { FileStore } from '#core/files/ports.ts';
import type { ContactStore } from '#core/mail/contact.ts';
import type { MailLedger } from '#core/mail/ports.ts';
import type { TicketStore } from '#core/ticket/ports.ts';
import type { Arrival } from './arrival.ts';
import type { HeldMailStore } from './held-mail.ts';
import type { IncomingMail } from './incoming-mail.ts';
import type { NewTicketWorld } from './new-ticket.ts';
import type { PointingWorld } from './point-to-page.ts';
import type { AgentReplyWorld } from './receive-agent-reply.ts';
import type { ReplyKeys } from './reply-address.ts';

/** The mails as they were received. Throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface ReceivedMails {
  /** Returns a mail as it was sent (RFC 5322). Throws `not_found` if it is gone. */
  read(id: Arrival['id']): Promise<Uint8Array>;
  /** Deletes a mail for good. */
  remove(id: Arrival['id']): Promise<void>;
}

/** Links to mails as they were received. */
export interface OriginalLinks {
  /**
   * Returns an address that serves a mail for `seconds`, as a download of this name. Throws `not_found` if it is gone, and `unavailable` if the store
   * doesn't respond in time.
   */
  link(id: Arrival['id'], name: string, seconds: number): Promise<string>;
}

/** Counts what people write by mail. Throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface Senders {
  /** Counts a mail from an address in the hour of a time, once however often it is called. Returns how many there were in that hour, infinity for very many. */
  count(address: string, mailId: string, at: string): Promise<number>;
}

/** Addresses that agents stopped from writing by mail. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface BlockedSenders {
  isBlocked(address: string): Promise<boolean>;
  block(address: string, at: string): Promise<void>;
  unblock(address: string): Promise<void>;
}

/** Returns the keys of reply addresses, with `refresh` those that were made a moment ago, too. Throws `DeskError('unavailable')`. */
export type GetReplyKeys = (refresh?: boolean) => Promise<ReplyKeys>;

/** The deployer's settings for received mail. */
export interface Inbound {
  /** The domain of reply addresses. */
  readonly domain: string;
  /** `customers`: a mail from a customer's address makes a ticket. `off`: only replies do. */
  readonly newTickets: 'customers' | 'off';
  /** The days after which held mail is deleted. */
  readonly heldDays: number;
}

/** The ports that receiving mail needs. */
export interface Receiving extends NewTicketWorld, AgentReplyWorld, PointingWorld {
  readonly tickets: Pick<TicketStore, 'add' | 'get' | 'change' | 'ofCustomer' | 'calendar' | 'keepCalendar'>;
  readonly contacts: Pick<ContactStore, 'of' | 'withAddress'>;
  readonly clock: AgentReplyWorld['clock'];
  readonly originals: Pick<ReceivedMails, 'read'>;
  readonly files: Pick<FileStore, 'put'>;
  /** Reads a mail. Throws `UnreadableMail`. */
  readonly readMail: (raw: Uint8Array) => Promise<IncomingMail>;
  readonly replyKeys: GetReplyKeys;
  readonly senders: Senders;
  readonly ledger: Pick<MailLedger, 'markOf' | 'named' | 'report'>;
  readonly blocked: Pick<BlockedSenders, 'isBlocked'>;
  readonly held: Pick<HeldMailStore, 'add' | 'get'>;
  readonly due: Pick<DueStore, 'put'>;
  readonly inbound: Inbound;
}
