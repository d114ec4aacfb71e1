import type { AutomaticKind } from './by-mail.ts';

/** A file of a mail. `name` is never empty and has no path; `contentId` is without `<` and `>`; `inline` means that the HTML is meant to show it. */
export interface MailFile {
  readonly name: string;
  readonly type: string;
  readonly contentId: string | null;
  readonly inline: boolean;
  readonly content: Uint8Array;
}

/** A delivery report's fields about one mail (RFC 3464); each member is null if the report doesn't have it. */
export interface DeliveryReport {
  /** The address that the mail didn't reach, or reached late; lower case. */
  readonly recipient: string | null;
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  readonly action: string | null;
  /** An enhanced status code: `5.1.1`. */
  readonly status: string | null;
  /** The Message-ID of the mail that the report is about, without `<` and `>`. */
  readonly messageId: string | null;
  /** The References and In-Reply-To of that mail, without `<` and `>`. */
  readonly references: readonly string[];
}

/** A received mail, decoded and bounded. Everything in it was written by a stranger. */
export interface IncomingMail {
  /** The single author; null if there is none, several, a group, or something that isn't an address. The address is in lower case. */
  readonly from: { readonly name: string | null; readonly address: string } | null;
  /** Addresses in To, Cc and Delivered-To, lower case, each once. */
  readonly recipients: readonly string[];
  /** One line; empty if there is none. */
  readonly subject: string;
  /** Without `<` and `>`. */
  readonly messageId: string | null;
  /** In-Reply-To and References, without `<` and `>`, each once, the oldest first. */
  readonly references: readonly string[];
  /** The Date header as an ISO 8601 time; null if it has none that can be read. */
  readonly sentAt: string | null;
  /** All readable text: the text parts, or text converted from HTML where there is no text part. */
  readonly text: string;
  /** The HTML part as it was sent, for display once it is made safe. */
  readonly html: string | null;
  /** The kind of automatic mail; null if a person wrote it, as far as one can see. */
  readonly automatic: AutomaticKind | null;
  /** The first mail that a bounce names; null for any other mail. */
  readonly report: DeliveryReport | null;
  /** True if there is a List-* header: the mail came by a mailing list. */
  readonly lists: boolean;
  /** The values of all Authentication-Results headers, unfolded, the topmost first. */
  readonly authentication: readonly string[];
  readonly attachments: readonly MailFile[];
  /** Sentences for agents about what was cut or couldn't be decoded. */
  readonly problems: readonly string[];
}

/** A mail that can't be read at all. `message` is the cause, a sentence for agents without anything from the mail. */
export class UnreadableMail extends Error {
  override readonly name = 'UnreadableMail';
}

/** Reads a raw mail (RFC 5322, MIME). Throws {@link UnreadableMail}. */
export type ReadMail = (raw: Uint8Array) => Promise<IncomingMail>;
