import type { LatestMessage } from './latest-message.ts';

export const statuses = ['open', 'in_progress', 'closed'] as const;
export type Status = (typeof statuses)[number];

export const priorities = ['low', 'normal', 'high'] as const;
export type Priority = (typeof priorities)[number];

/** A mail came back, or its recipient called it spam. */
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
  /** What the website calls them; null if it does not say. */
  readonly userName: string | null;
  readonly subject: string;
  readonly message: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly supportTier: string;
  readonly creditsPurchased: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Null unless closed. */
  readonly closedAt: string | null;
  /** When something last happened that the customer may see: notes and troubles with mail do not count. */
  readonly activityAt: string;
  /** What was last written by reply; null if nothing was since the ticket itself. */
  readonly latestMessage: LatestMessage | null;
  /** The version that the customer's latest message made; 1 is the ticket itself. */
  readonly latestCustomerVersion: number;
  /** What became of the last mail to the customer that came back; null if none did since an agent last wrote. */
  readonly mailProblem: MailProblem | null;
  /** What reopening restores; null unless closed. */
  readonly statusBeforeClosing: Exclude<Status, 'closed'> | null;
  /** 1 when submitted, one more with every change. */
  readonly version: number;
}

/** What people quote: the first eight characters of the id, as in `#abc12345`. */
export const ticketNumber = ({ id }: { readonly id: string }): string => `#${id.slice(0, 8)}`;

/** A place in the list: everything after it is older. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** Negative when `a` comes before `b` in the list: newest first, ties by id, descending. */
export function newestFirst(a: Position, b: Position): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  if (a.id !== b.id) return a.id < b.id ? 1 : -1;
  return 0;
}
