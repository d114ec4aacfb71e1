import type { MailProblem } from '#core/ticket/ticket.ts';
import type { CarriedFile } from './carry-files.ts';
import type { Delivery } from './delivery.ts';
import type { Mail, MailName } from './mail.ts';

/** One attempt's exclusive right to send a mail. */
export interface Lease {
  readonly id: string;
  /** RFC 3339 UTC. The outcome of an attempt that isn't settled by then is unknown. */
  readonly until: string;
}

/** The record of mails sent and of addresses that get none. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface MailLedger {
  /**
   * Takes the lease to send a mail that is queued or wasn't tried yet, unless another attempt has the lease. Returns true if it did. A mail whose lease has
   * expired becomes `unknown`: that attempt may have sent it.
   */
  claim(mail: MailName, lease: Lease, at: string): Promise<boolean>;
  /** Records the outcome of the attempt that has the lease. */
  settle(mail: MailName, lease: Lease, delivery: Delivery, serviceId?: string): Promise<void>;
  /** Records what the mail service reported about a mail later; one that was marked as spam stays marked. */
  report(mail: MailName, delivery: Delivery): Promise<void>;
  /** Records a recipient's server's notice about a mail, which it may have accepted nevertheless. */
  remark(mail: MailName, remark: string): Promise<void>;
  /** Returns the delivery of the mail of a kind about a version: of the latest, if it went to several addresses. */
  latest(about: Omit<MailName, 'recipient'>): Promise<Delivery | undefined>;
  /** Returns the mail about a ticket that the mail service gave this id. */
  named(ticketId: string, serviceId: string): Promise<MailName | undefined>;
  /** Returns the reason why an address gets no mail any more, or undefined if it gets mail. */
  markOf(address: string): Promise<MailProblem | undefined>;
  /** Stops mail to an address. An address marked for a complaint stays marked for it. */
  mark(address: string, problem: MailProblem, at: string): Promise<void>;
  /** Allows mail to an address again. */
  unmark(address: string): Promise<void>;
}

/** Sends mails through a mail service. */
export interface Mailer {
  /**
   * Returns the service's id of the mail. Throws `MailRefused` if the service refuses this mail, `MailInDoubt` if it may have accepted it, and
   * `DeskError('unavailable')` if it accepts none at the moment.
   */
  send(mail: Mail, files?: readonly CarriedFile[]): Promise<string>;
}

/** The mail service refused a mail; `message` is its reason, without an address. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The mail service's response was lost: it may have accepted the mail. */
export class MailInDoubt extends Error {
  override readonly name = 'MailInDoubt';
}
