import type { Attachment } from '#core/files/attachment.ts';

/** The kinds of mail; `pointer` tells somebody who isn't known where to write, and is about a held mail instead of a ticket. */
export const mailKinds = ['confirmation', 'reply', 'reminder', 'notification', 'unsent', 'pointer'] as const;
type MailKind = (typeof mailKinds)[number];

/** Identifies one mail to one person: about the message that created a version of a ticket, or about the ticket itself if that is the first. */
export interface MailName {
  readonly kind: MailKind;
  readonly ticketId: string;
  readonly version: number;
  /** Hash of the recipient's address. */
  readonly recipient: string;
}

/** A mail for the mail service, which converts it to MIME. Only `subject`, `text`, `html` and `files` contain what a customer wrote. */
export interface Mail extends MailName {
  /** An address without a name. */
  readonly to: string;
  /** The address for replies; undefined for the sender's. */
  readonly replyTo?: string | undefined;
  /** The reply address as a message id, by which a reply finds its ticket even if it goes elsewhere; undefined if the desk receives no mail. */
  readonly threadId?: string | undefined;
  /** The agent who can reply to it by mail, with the version that it tells of; their address for that is made when it is sent. */
  readonly answerable?: { readonly agentId: string; readonly version: number } | undefined;
  /** A single line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** True if the desk itself wrote it, not a person (RFC 3834). */
  readonly automatic: boolean;
  /** Present if it carries files. */
  readonly files?: MailFiles | undefined;
}

/** The files that a mail carries; their contents are read when it is sent. */
interface MailFiles {
  readonly carried: readonly Attachment[];
  /** Returns the same mail, which carries only these of them and names the others. */
  readonly carrying: (files: readonly Attachment[]) => Mail;
}

/** Returns true for a mail to a ticket's customer; the others are for agents. */
export const isToCustomer = ({ kind }: Pick<MailName, 'kind'>): boolean =>
  kind === 'confirmation' || kind === 'reply' || kind === 'reminder';

/** The deployer's settings for mails. */
export interface Shop {
  readonly name: string;
  /** Shown at the end of each mail to a customer. */
  readonly signature: string | undefined;
  /** The address for customers' replies; undefined if they should reply on the website only. */
  readonly replyTo: string | undefined;
  /** True if `replyTo` is the desk's own. */
  readonly receivesMail?: boolean | undefined;
  /** The page where customers follow their tickets. */
  readonly supportPageUrl: string;
  /** The agents' dashboard. */
  readonly dashboardUrl: string;
  /** Recipients of notifications of new tickets and customers' replies. */
  readonly adminAddresses: readonly string[];
}
