import * as z from 'zod/mini';
import type { Message } from '../core/entry.ts';
import type { Ticket } from '../core/ticket.ts';
import { status, ticketId, time } from './ticket-json.ts';

const summary = {
  id: ticketId,
  subject: z.string(),
  status,
  support_level: z.string(),
  created_at: time,
  updated_at: time.check(z.meta({ description: 'When something last happened that concerns the customer' })),
};

/** One of a customer's own tickets in their list. Of agents and their notes it tells nothing, not even by its times. */
export const ownTicketSummaryJson = z.strictObject(summary).check(z.meta({ id: 'OwnTicketSummary' }));

const ownMessageJson = z
  .strictObject({ id: z.string(), author: z.enum(['you', 'support']), body: z.string(), created_at: time })
  .check(z.meta({ id: 'OwnTicketMessage' }));

/** A customer's own ticket with what was written to and by them, oldest first. */
export const ownTicketJson = z
  .strictObject({
    ...summary,
    message: z.string(),
    closed_at: z.nullable(time),
    messages: z.array(ownMessageJson),
  })
  .check(z.meta({ id: 'OwnTicket' }));

export function toOwnTicketSummaryJson(ticket: Ticket): z.output<typeof ownTicketSummaryJson> {
  const { id, subject, status, supportTier, createdAt, activityAt } = ticket;
  return { id, subject, status, support_level: supportTier, created_at: createdAt, updated_at: activityAt };
}

export function toOwnTicketJson(ticket: Ticket, messages: readonly Message[]): z.output<typeof ownTicketJson> {
  return {
    ...toOwnTicketSummaryJson(ticket),
    message: ticket.message,
    closed_at: ticket.closedAt,
    messages: messages.map(({ id, author, body, createdAt }) => ({
      id,
      author: author.type === 'customer' ? 'you' : 'support',
      body,
      created_at: createdAt,
    })),
  };
}
