import type { LatestMessage } from '#core/ticket/latest-message.ts';
import type { MergedInto, Ticket } from '#core/ticket/ticket.ts';
import { ticketEntry, ticketKeys } from '#functions/table-keys.ts';
import { attachmentAttributes } from './attachment-attributes.ts';
import { type AuthorAttributes, authorAttributes, toAuthor } from './author-attributes.ts';
import { type MailAttributes, mailAttributes, toByMail } from './by-mail-attributes.ts';
import { type TargetAttributes, targetAttributes, toTargets } from './target-attributes.ts';

/** A ticket's own item in the tickets table. The `user_` snapshots are written once. */
export interface TicketItem {
  id: string;
  entry: typeof ticketEntry;
  user_id: string;
  user_email: string;
  user_name?: string | undefined;
  user_credits_purchased: number;
  user_support_tier: string;
  subject: string;
  message: string;
  /** Absent without files. */
  attachments?: Ticket['attachments'] | undefined;
  /** Of a merged ticket `merged`, so that it is in no list by status. */
  status: Ticket['status'] | 'merged';
  status_before_closing: Ticket['statusBeforeClosing'];
  priority: Ticket['priority'];
  /** Absent if the priority is the tier's. */
  priority_set_by?: Ticket['assignee'] | undefined;
  /** Absent if the ticket is unassigned. */
  assignee?: Ticket['assignee'] | undefined;
  /** Absent without tags. */
  tags?: readonly string[] | undefined;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
  activity_at: string;
  /** Absent until someone replies. */
  latest_message?: LatestMessageAttributes | undefined;
  /** Absent, which means 1, until the customer replies. */
  latest_customer_version?: number | undefined;
  mail_problem?: Ticket['mailProblem'] | undefined;
  /** Absent if its tier had none. */
  targets?: TargetAttributes | undefined;
  /** Absent unless the ticket is snoozed. */
  snoozed_until?: string | undefined;
  /** Absent unless it woke from a snooze by itself. */
  woken?: Ticket['woken'] | undefined;
  /** Absent unless an agent ended a snooze. */
  unsnoozed_at?: string | undefined;
  /** Absent unless the customer was reminded that it will be closed. */
  reminded?: { at: string; closes_at: string } | undefined;
  /** The mail that it arrived by, if it did. */
  mail?: MailAttributes | undefined;
  /** Absent unless it was merged. */
  merged_into?: { id: string; created_at: string; was_open: boolean } | undefined;
  /** Absent if no ticket was merged into it. */
  merged?: readonly string[] | undefined;
  version: number;
  /** The request that stored it: distinguishes a retry that finds its own write from another request. */
  created_write_id: string;
  /** Present if submitted with an idempotency key. */
  content_hash?: string | undefined;
}

interface LatestMessageAttributes extends AuthorAttributes {
  preview: string;
  created_at: string;
}

export const toItem = (ticket: Ticket, writeId: string, contentHash: string | undefined): TicketItem => ({
  ...toAttributes(ticket),
  created_write_id: writeId,
  content_hash: contentHash,
});

/** Returns the attributes that a change may set. */
export function toAttributes(ticket: Ticket): Omit<TicketItem, 'created_write_id' | 'content_hash'> {
  return {
    id: ticket.id,
    entry: ticketEntry,
    user_id: ticket.userId,
    user_email: ticket.userEmail,
    user_name: ticket.userName ?? undefined,
    user_credits_purchased: ticket.creditsPurchased,
    user_support_tier: ticket.supportTier,
    subject: ticket.subject,
    message: ticket.message,
    attachments: attachmentAttributes(ticket.attachments),
    status: ticket.mergedInto ? 'merged' : ticket.status,
    status_before_closing: ticket.statusBeforeClosing,
    priority: ticket.priority,
    priority_set_by: ticket.prioritySetBy ?? undefined,
    assignee: ticket.assignee ?? undefined,
    tags: ticket.tags.length > 0 ? ticket.tags : undefined,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    closed_at: ticket.closedAt,
    activity_at: ticket.activityAt,
    latest_message: ticket.latestMessage ? toLatestAttributes(ticket.latestMessage) : undefined,
    latest_customer_version: ticket.latestCustomerVersion === 1 ? undefined : ticket.latestCustomerVersion,
    mail_problem: ticket.mailProblem ?? undefined,
    targets: ticket.targets && targetAttributes(ticket.targets),
    snoozed_until: ticket.snoozedUntil ?? undefined,
    woken: ticket.woken ?? undefined,
    unsnoozed_at: ticket.unsnoozedAt,
    reminded: ticket.reminded && { at: ticket.reminded.at, closes_at: ticket.reminded.closesAt },
    mail: ticket.mail && mailAttributes(ticket.mail),
    merged_into: ticket.mergedInto && {
      id: ticket.mergedInto.id,
      created_at: ticket.mergedInto.createdAt,
      was_open: ticket.mergedInto.wasOpen,
    },
    merged: ticket.merged,
    version: ticket.version,
  };
}

export function toTicket(item: TicketItem): Ticket {
  return {
    id: item.id,
    userId: item.user_id,
    userEmail: item.user_email,
    userName: item.user_name ?? null,
    creditsPurchased: item.user_credits_purchased,
    supportTier: item.user_support_tier,
    subject: item.subject,
    message: item.message,
    ...(item.attachments && { attachments: item.attachments }),
    status: item.status === 'merged' ? 'closed' : item.status,
    statusBeforeClosing: item.status_before_closing,
    priority: item.priority,
    prioritySetBy: item.priority_set_by ?? null,
    assignee: item.assignee ?? null,
    tags: item.tags ?? [],
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    closedAt: item.closed_at,
    activityAt: item.activity_at,
    latestMessage: item.latest_message ? toLatestMessage(item.latest_message) : null,
    latestCustomerVersion: item.latest_customer_version ?? 1,
    mailProblem: item.mail_problem ?? null,
    ...(item.targets && { targets: toTargets(item.targets) }),
    snoozedUntil: item.snoozed_until ?? null,
    woken: item.woken ?? null,
    ...(item.unsnoozed_at !== undefined && { unsnoozedAt: item.unsnoozed_at }),
    ...(item.reminded && { reminded: { at: item.reminded.at, closesAt: item.reminded.closes_at } }),
    ...(item.mail && { mail: toByMail(item.mail) }),
    ...(item.merged_into && { mergedInto: toMergedInto(item.merged_into) }),
    ...(item.merged && { merged: item.merged }),
    version: item.version,
  };
}

const toMergedInto = ({ id, created_at, was_open }: NonNullable<TicketItem['merged_into']>): MergedInto => ({
  id,
  createdAt: created_at,
  wasOpen: was_open,
});

const toLatestAttributes = ({ author, preview, createdAt }: LatestMessage): LatestMessageAttributes => ({
  ...authorAttributes(author),
  preview,
  created_at: createdAt,
});

const toLatestMessage = ({ preview, created_at: createdAt, ...author }: LatestMessageAttributes): LatestMessage => ({
  author: toAuthor(author),
  preview,
  createdAt,
});

/** Returns the key of a ticket's own item, or of one beside it. */
export const entryKey = (id: string, entry: string) => ({ [ticketKeys.partition]: id, [ticketKeys.sort]: entry });
