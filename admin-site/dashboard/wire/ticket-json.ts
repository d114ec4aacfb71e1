import { statuses } from '#core/ticket/ticket.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';

/** Reads a ticket; throws a `TypeError` if it is none. */
export function readTicket(json: TicketJson): Ticket {
  if (!statuses.includes(json.status) || !(json.version >= 1)) throw new TypeError('Not a ticket');
  const { author, preview, created_at: createdAt } = json.latest_message;
  return {
    id: json.id,
    userId: json.user_id,
    userEmail: json.user_email,
    userName: json.user_name,
    subject: json.subject,
    message: json.message,
    attachments: json.attachments,
    status: json.status,
    priority: json.priority,
    supportTier: json.support_tier,
    creditsPurchased: json.credits_purchased,
    createdAt: json.created_at,
    updatedAt: json.updated_at,
    closedAt: json.closed_at,
    assignee: json.assignee,
    tags: json.tags,
    prioritySetBy: json.priority_set_by,
    mailProblem: json.mail_problem,
    snoozedUntil: json.snoozed_until,
    woken: json.woken,
    version: json.version,
    latestMessage: { author, preview, createdAt },
    latestCustomerVersion: json.latest_customer_version,
    dueAt: (json.reply_due_at ?? json.resolve_due_at) ? json.due_at : undefined,
    survivor: json.merged_into,
    merged: json.merged,
  };
}
