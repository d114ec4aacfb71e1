import type { Delivery } from '../thread.ts';
import type { MailProblem } from '../ticket.ts';
import type { Mail, MailName } from './mail.ts';

/** Which mails were sent, and which addresses take none. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface Outbox {
  /** Whether this mail is to be sent: from now on it is being sent. False once it was sent, or given up. */
  claim(mail: MailName, at: string): Promise<boolean>;
  /** Writes down what became of a mail. */
  settle(mail: MailName, delivery: Delivery, serviceId?: string): Promise<void>;
  /** Why an address gets no mail any more. */
  markOf(address: string): Promise<MailProblem | undefined>;
  /** From now on an address gets no mail. */
  mark(address: string, problem: MailProblem, at: string): Promise<void>;
}

/** Hands mails to a mail service. */
export interface Mailer {
  /** Answers the service's id of the mail. Throws `MailRefused` if the service does not take this mail, `DeskError('unavailable')` if it takes none now. */
  send(mail: Mail): Promise<string>;
}

/** The mail service does not take a mail; `message` says why in its words, without an address. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
