/** What a mail is for; with the ticket and the message it names one mail. */
export const mailKinds = ['confirmation', 'reply', 'notification'] as const;
type MailKind = (typeof mailKinds)[number];

/** One mail about one ticket to one person: it is about what made a version, about the ticket itself if that is the first. */
export interface MailName {
  readonly kind: MailKind;
  readonly ticketId: string;
  readonly version: number;
  /** Hash of the address it goes to. */
  readonly recipient: string;
}

/** A mail as it is handed to the mail service, which makes MIME of it. Nothing but `subject`, `text` and `html` holds what a customer wrote. */
export interface Mail extends MailName {
  /** An address alone, without a name. */
  readonly to: string;
  /** Where replies to it go; undefined for none but the sender. */
  readonly replyTo?: string | undefined;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Sent by the desk itself, not by a person (RFC 3834). */
  readonly automatic: boolean;
}

/** Who writes the mails: the deployer's settings. */
export interface Shop {
  readonly name: string;
  /** Below the text of each mail to a customer. */
  readonly signature: string | undefined;
  /** Takes customers' replies by mail; undefined if they are to write on the website alone. */
  readonly replyTo: string | undefined;
  /** Where customers follow their tickets. */
  readonly supportPageUrl: string;
  /** Where agents do. */
  readonly dashboardUrl: string;
  /** Who is told of new tickets and of customers' replies. */
  readonly adminAddresses: readonly string[];
}
