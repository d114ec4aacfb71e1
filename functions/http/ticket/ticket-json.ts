import * as z from 'zod/mini';
import { announcedClosing } from '#core/ticket/auto-close.ts';
import { latestOf } from '#core/ticket/latest-message.ts';
import { dueAt } from '#core/ticket/targets.ts';
import { mailProblems, priorities, statuses, type Ticket } from '#core/ticket/ticket.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { uuid } from '#http/edge/uuid.ts';
import { attachmentsJson, toAttachmentsJson } from './attachment-json.ts';
import { agentRefJson, authorJson } from './author-json.ts';
import { channel, channelOf } from './channel-json.ts';

export const status = z.enum(statuses, `must be one of ${statuses.join(', ')}`);

export const priority = z.enum(priorities, `must be one of ${priorities.join(', ')}`);

export const ticketId = uuid();

/** A time on the wire. */
export const time = z
  .string()
  .check(z.meta({ format: 'date-time', description: 'RFC 3339, UTC, nine fractional digits' }));

const described = <S extends z.ZodMiniType>(schema: S, description: string): S =>
  schema.check(z.meta({ description })) as S;

/** A ticket as agents see it. */
export const ticketJson = z
  .strictObject({
    id: ticketId,
    user_id: z.string(),
    user_email: z.string(),
    subject: z.string(),
    message: z.string(),
    status,
    priority,
    support_tier: described(z.string(), "The tier's display string when the ticket was submitted"),
    credits_purchased: described(z.number(), 'Credits purchased when the ticket was submitted'),
    created_at: time,
    updated_at: time,
    closed_at: z.nullable(time),
    version: described(z.int().check(z.positive()), 'Grows by one with every change; the ETag without its quotes'),
    user_name: described(z.nullable(z.string()), "The customer's name in the website's token"),
    latest_message: described(
      z.strictObject({ author: authorJson, preview: z.string(), created_at: time }),
      "The beginning of the latest message between customer and agents, on one line; notes don't count",
    ),
    latest_customer_version: described(
      z.int().check(z.positive()),
      "The version that the customer's latest message made; the ticket itself is 1",
    ),
    assignee: described(
      z.nullable(agentRefJson),
      'The agent who has it; null if nobody does, or if that agent was deactivated',
    ),
    tags: z.array(z.string()),
    priority_set_by: described(z.nullable(agentRefJson), "The agent who set the priority; null if it is the tier's"),
    channel,
    mail_problem: described(
      z.nullable(z.enum(mailProblems)),
      'The problem of the last mail to the customer that bounced or was marked as spam; null if there was none since an agent last replied',
    ),
    attachments: described(attachmentsJson, 'The files of `message`'),
    reply_due_at: described(
      z.nullable(time),
      'The time by which it should have its first reply, in working hours; null if its tier had no target for that',
    ),
    resolve_due_at: described(
      z.nullable(time),
      'The time by which it should be closed, in working hours; null if its tier had no target for that. While the ticket waits for the customer, is snoozed or is closed, it stays as it is; afterwards it is later by the working time that has passed',
    ),
    replied_at: described(
      z.nullable(time),
      'The time of the first reply by an agent, to the millisecond; null until then, and on a ticket without targets',
    ),
    due_at: described(
      z.nullable(time),
      'The earlier of `reply_due_at`, unless there is a reply, and `resolve_due_at`; null if nothing is due or time stands still',
    ),
    paused_at: described(
      z.nullable(time),
      'The time at which the ticket began to wait for the customer, was snoozed or was closed: nothing is due until that ends; null otherwise, and on a ticket without targets',
    ),
    snoozed_until: described(
      z.nullable(time),
      'Agents look at it again from this time on, or when the customer writes; null unless it is snoozed',
    ),
    woken: described(
      z.nullable(z.strictObject({ at: time, version: z.int().check(z.minimum(2)) })),
      'The latest time at which a snooze ended by itself, and the version that this made, which counts as news; null if none did',
    ),
    closes_at: described(
      z.nullable(time),
      'The time from which on the desk closes it unless the customer replies, as they were reminded; null if they weren’t, or if that no longer holds',
    ),
    merged_into: described(z.nullable(ticketId), 'The ticket that it was merged into; null unless it was'),
    merged: described(z.array(ticketId), 'The tickets that were merged into it, whose messages are in its thread'),
  })
  .check(z.meta({ id: 'Ticket' }));

export type TicketJson = z.output<typeof ticketJson>;

/** Maps a ticket to its wire names, in the contract's order. */
export function toTicketJson(ticket: Ticket): TicketJson {
  const { author, preview, createdAt } = latestOf(ticket);
  return {
    id: ticket.id,
    user_id: ticket.userId,
    user_email: ticket.userEmail,
    subject: ticket.subject,
    message: ticket.message,
    status: ticket.status,
    priority: ticket.priority,
    support_tier: ticket.supportTier,
    credits_purchased: ticket.creditsPurchased,
    created_at: ticket.createdAt,
    updated_at: ticket.updatedAt,
    closed_at: ticket.closedAt,
    version: ticket.version,
    user_name: ticket.userName,
    latest_message: { author: { ...author }, preview, created_at: createdAt },
    latest_customer_version: ticket.latestCustomerVersion,
    assignee: ticket.assignee && { ...ticket.assignee },
    tags: [...ticket.tags],
    priority_set_by: ticket.prioritySetBy && { ...ticket.prioritySetBy },
    channel: channelOf(ticket.mail),
    mail_problem: ticket.mailProblem,
    attachments: toAttachmentsJson(ticket.attachments),
    reply_due_at: timeOf(ticket.targets?.replyDueAt),
    resolve_due_at: timeOf(ticket.targets?.resolveDueAt),
    replied_at: timeOf(ticket.targets?.repliedAt),
    due_at: timeOf(ticket.targets && dueAt(ticket.targets)),
    paused_at: timeOf(ticket.targets?.pausedAt),
    snoozed_until: ticket.snoozedUntil,
    woken: ticket.woken && { ...ticket.woken },
    closes_at: announcedClosing(ticket),
    merged_into: ticket.mergedInto?.id ?? null,
    merged: [...(ticket.merged ?? [])],
  };
}

/** Returns a time in milliseconds as all others are on the wire. */
const timeOf = (time: number | null | undefined): string | null =>
  typeof time === 'number' ? new Date(time).toISOString().replace('Z', '000000Z') : null;

/** Returns the entity tag of a ticket's version (RFC 9110, section 8.8.3), with a hash of the rest of the body. */
export const versionTag = (version: number, hash?: string): string =>
  hash === undefined ? `"${version}"` : `"${version}-${hash}"`;

/** Returns a ticket as a response, with its version as entity tag. */
export function okTicket(ticket: Ticket): Ok {
  return ok(toTicketJson(ticket), { etag: versionTag(ticket.version) });
}
