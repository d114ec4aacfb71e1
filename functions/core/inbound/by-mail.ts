/** Kinds of mail that no person wrote to the desk: an answering machine, a failed delivery, a read receipt, a bulk mailing. */
export const automaticKinds = ['auto_reply', 'bounce', 'receipt', 'bulk'] as const;
export type AutomaticKind = (typeof automaticKinds)[number];

/**
 * Reasons why an agent's mail wasn't sent to the customer: the line above which to reply is missing; it isn't certain what the agent wrote; it is longer than a
 * message may be; somebody wrote after what the agent had read; or it was held, for whatever reason.
 */
export const unsentReasons = ['no_marker', 'unclear', 'too_long', 'overtaken', 'held'] as const;
export type UnsentReason = (typeof unsentReasons)[number];

/** The mail that a message arrived by. The message's body is what its sender wrote; the rest of the mail is here, or in the original. */
export interface ByMail {
  /** The mail service's id of the mail, under which the original is stored. */
  readonly id: string;
  /** The sender's address. */
  readonly from: string;
  /** True if DMARC passed or the mail has the signature of its sender's domain. */
  readonly isVerified: boolean;
  /** True if it came from another address than the customer's. */
  readonly isForwarded: boolean;
  /** True if it was held, and an agent accepted it. */
  readonly wasHeld: boolean;
  /** The kind of automatic mail; null if a person wrote it. */
  readonly automatic: AutomaticKind | null;
  /** Quoted history and signature; empty if there is none. */
  readonly quoted: string;
  /** Notes for agents, such as parts that couldn't be read; in plain English. */
  readonly remarks: readonly string[];
  /** True if it can be shown as formatted, too: it has HTML. */
  readonly hasHtml?: boolean | undefined;
  /** Present if an agent wrote it. */
  readonly reply?: RepliedTo | undefined;
}

/** The mail that an agent replied to. */
export interface RepliedTo {
  /** The version of the ticket that it told of, and that the agent had read. */
  readonly version: number;
  /** Null if the reply was sent. */
  readonly unsent: UnsentReason | null;
}
