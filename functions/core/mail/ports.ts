import type { MailProblem } from '#core/ticket/ticket.ts';
import type { Delivery } from './delivery.ts';
import type { Mail, MailName } from './mail.ts';

/** The right to send a mail, of one attempt alone. */
export interface Lease {
  readonly id: string;
  /** RFC 3339 UTC: an attempt that is not settled by then ended without anybody knowing how. */
  readonly until: string;
}

/** Which mails were sent, and which addresses take none. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface MailLedger {
  /**
   * Takes the lease to send a mail, unless it was sent or given up, or another attempt has the lease. Returns whether it did. A mail
   * whose lease has expired becomes `unknown`: that attempt may have sent it.
   */
  claim(mail: MailName, lease: Lease, at: string): Promise<boolean>;
  /** Records how the attempt that has the lease ended. */
  settle(mail: MailName, lease: Lease, delivery: Delivery, serviceId?: string): Promise<void>;
  /** Records what the mail service reported about a mail afterwards; one that was called spam stays so. */
  report(mail: MailName, delivery: Delivery): Promise<void>;
  /** Records what a recipient's server said about a mail that it may have taken all the same. */
  remark(mail: MailName, remark: string): Promise<void>;
  /** What became of the mails of a kind about a version: of the latest, if they went to several addresses. */
  latest(about: Omit<MailName, 'recipient'>): Promise<Delivery | undefined>;
  /** Why an address gets no mail any more. */
  markOf(address: string): Promise<MailProblem | undefined>;
  /** From now on an address gets no mail; one whose mail was called spam stays marked so. */
  mark(address: string, problem: MailProblem, at: string): Promise<void>;
  /** From now on an address gets mail again. */
  unmark(address: string): Promise<void>;
}

/** Hands mails to a mail service. */
export interface Mailer {
  /**
   * Returns the service's id of the mail. Throws `MailRefused` if the service does not take this mail, `MailInDoubt` if it may have taken it,
   * `DeskError('unavailable')` if it takes none now.
   */
  send(mail: Mail): Promise<string>;
}

/** The mail service does not take a mail; `message` says why in its words, without an address. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

/** The mail service's answer is lost: it may have taken the mail. */
export class MailInDoubt extends Error {
  override readonly name = 'MailInDoubt';
}
