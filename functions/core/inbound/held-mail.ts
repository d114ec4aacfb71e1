import type { DueEntry } from '#core/due/due-entry.ts';
import { hashOf } from '#core/idempotency.ts';
import type { AgentReply } from '#core/mail/agent-replies.ts';
import type { Arrival } from './arrival.ts';
import type { AutomaticKind } from './by-mail.ts';

/** Reasons why a mail waits for an agent instead of reaching a ticket. */
export const heldReasons = [
  'automatic',
  'blocked',
  'empty',
  'expired_address',
  'forged_address',
  'new_tickets_off',
  'not_a_customer',
  'not_the_agent',
  'spam',
  'too_many',
  'unknown_ticket',
  'unreadable',
  'unverified_sender',
  'virus',
] as const;
export type HeldReason = (typeof heldReasons)[number];

/** A mail that waits for an agent. */
export interface HeldMail {
  /** Sorts by the time of receipt. */
  readonly id: string;
  /** The mail service's id, under which the original is stored. */
  readonly mailId: string;
  /** Null if the mail names no single sender, or couldn't be read. */
  readonly from: string | null;
  readonly name: string | null;
  readonly isVerified: boolean;
  readonly automatic: AutomaticKind | null;
  readonly subject: string;
  /** The text that its sender wrote; the rest is quoted. */
  readonly text: string;
  readonly quoted: string;
  readonly remarks: readonly string[];
  readonly reason: HeldReason;
  /** The ticket that its reply address stands for, if that is valid. */
  readonly ticketId: string | null;
  /** The agent whose reply address it was sent to, and the version that they had read; absent if it was sent to none. */
  readonly reply?: Pick<AgentReply, 'agentId' | 'version'> | undefined;
  /** RFC 3339 UTC, with nine fractional digits. */
  readonly receivedAt: string;
  readonly expiresAt: string;
}

/** A held mail, and the ticket that an agent accepted it for; null until then. */
export interface StoredHeldMail extends HeldMail {
  readonly acceptedFor: string | null;
}

/** Returns the id of a held mail, which sorts by the time of receipt. */
export const heldMailId = ({ id, receivedAt }: Arrival): string =>
  `${new Date(receivedAt).toISOString().replaceAll(/[-:.]/g, '')}-${hashOf(id).slice(0, ID_DIGITS)}`;

const ID_DIGITS = 16;

/** Returns the due entry of a held mail's end. */
export const heldMailExpiry = ({ id, expiresAt }: Pick<HeldMail, 'id' | 'expiresAt'>): DueEntry => ({
  kind: 'held_mail',
  subject: id,
  at: expiresAt,
  version: 1,
});

/** Held mail. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface HeldMailStore {
  /** Stores a mail, unless it is there. */
  add(mail: HeldMail): Promise<void>;
  get(id: string): Promise<StoredHeldMail | undefined>;
  /** Returns mails that wait for an agent, newest first, after an id. May be shorter than `limit` although more follow. */
  page(limit: number, after?: string): Promise<{ readonly mails: readonly HeldMail[]; readonly more: boolean }>;
  /** Records that a mail is for this ticket, which nobody can change afterwards. Returns the ticket that it is for; undefined if the mail is gone or condemned. */
  claim(id: string, ticketId: string): Promise<string | undefined>;
  /** Takes an accepted mail off the list. Accepting it again still finds it until it expires. */
  done(id: string): Promise<void>;
  /** Records that a mail is being deleted, unless it is for a ticket: nobody can accept it afterwards. Returns whether it is. */
  condemn(id: string): Promise<boolean>;
  /** Deletes a mail for good. */
  remove(id: string): Promise<void>;
}
