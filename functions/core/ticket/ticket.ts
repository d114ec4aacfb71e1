import type { Attachment } from '#core/files/attachment.ts';
import type { ByMail } from '#core/inbound/by-mail.ts';
import type { AgentRef } from './author.ts';
import type { LatestMessage } from './latest-message.ts';
import type { Targets } from './targets.ts';

export const statuses = ['open', 'in_progress', 'closed'] as const;
export type Status = (typeof statuses)[number];

export const priorities = ['low', 'normal', 'high'] as const;
export type Priority = (typeof priorities)[number];

/** A mail bounced, or its recipient marked it as spam. */
export const mailProblems = ['bounced', 'complained'] as const;
export type MailProblem = (typeof mailProblems)[number];

/**
 * A customer's request for support. `userEmail`, `userName`, `supportTier` and `creditsPurchased` are snapshots: taken when the ticket
 * was submitted and never changed afterwards. Times are RFC 3339 UTC with nine fractional digits.
 */
export interface Ticket {
  readonly id: string;
  readonly userId: string;
  readonly userEmail: string;
  /** The customer's name on the website; null if it gives none. */
  readonly userName: string | null;
  readonly subject: string;
  readonly message: string;
  /** The files of `message`; absent if it has none. */
  readonly attachments?: readonly Attachment[] | undefined;
  readonly status: Status;
  readonly priority: Priority;
  /** The agent who set the priority; null if it is the tier's. */
  readonly prioritySetBy: AgentRef | null;
  readonly assignee: AgentRef | null;
  /** No two are the same but for case. */
  readonly tags: readonly string[];
  readonly supportTier: string;
  readonly creditsPurchased: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null unless closed. */
  readonly closedAt: string | null;
  /** The time of the last event that the customer may see: notes and problems with mail don't count. */
  readonly activityAt: string;
  /** The latest reply; null if there is none. */
  readonly latestMessage: LatestMessage | null;
  /** The version that the customer's latest message made; the ticket itself is 1. */
  readonly latestCustomerVersion: number;
  /** The problem of the last mail to the customer that bounced or was marked as spam; null if there was none since an agent last wrote. */
  readonly mailProblem: MailProblem | null;
  /** The status that reopening restores; null unless closed. */
  readonly statusBeforeClosing: Exclude<Status, 'closed'> | null;
  /** The times by which it shall have a reply and be closed; absent if its tier had no targets. */
  readonly targets?: Targets | undefined;
  /** Agents look at it again from this time on, or when the customer writes; null unless it is snoozed. */
  readonly snoozedUntil: string | null;
  /** The latest time at which a snooze ended because its time had come, and the version that this made; null if none did. */
  readonly woken: { readonly at: string; readonly version: number } | null;
  /** The latest time at which an agent ended a snooze; absent if none did. */
  readonly unsnoozedAt?: string | undefined;
  /** The latest reminder that it will be closed unless the customer replies, and the time that it named; absent if there was none. */
  readonly reminded?: { readonly at: string; readonly closesAt: string } | undefined;
  /** The mail that it arrived by, if it did: its snapshots are those of the customer's ticket before. */
  readonly mail?: ByMail | undefined;
  /** The ticket that this one was merged into; absent unless it was. Merged, it is closed, and in no list. */
  readonly mergedInto?: MergedInto | undefined;
  /** The ids of the tickets that were merged into this one, in that order; absent without any. */
  readonly merged?: readonly string[] | undefined;
  /** 1 when submitted; every change adds one. */
  readonly version: number;
}

/** The surviving ticket of a merge. */
export interface MergedInto extends Position {
  /** True if the merge closed the merged ticket: undoing it opens it again. */
  readonly wasOpen: boolean;
}

/** Returns the number people quote: the first eight characters of the id, as in `#abc12345`. */
export const ticketNumber = ({ id }: { readonly id: string }): string => `#${id.slice(0, 8)}`;

/** A place in the list: everything after it is older. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** Compares places in the list: negative if `a` comes before `b`. Newest first, ties by id, descending. */
export function newestFirst(a: Position, b: Position): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return 0;
}
