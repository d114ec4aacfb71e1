import type { Customer } from '#core/customer/customer.ts';
import { DeskError } from '#core/errors.ts';
import { hashOf, idempotentId } from '#core/idempotency.ts';
import type { Announce, Clock, NewId } from '#core/ports.ts';
import { onOneLine } from '#core/text/text.ts';
import type { TicketStore } from './ports.ts';
import type { SupportTier } from './support-tier.ts';
import { type Ticket, ticketNumber } from './ticket.ts';

/** A customer's draft, normalized; each field has between 1 and `draftLimits` code points. */
export interface TicketDraft {
  readonly subject: string;
  readonly message: string;
  readonly idempotencyKey?: string | undefined;
}

/**
 * Stores a ticket with its snapshots and announces it, once. With an idempotency key, repeating the same content returns the first result and stores
 * nothing; other content is refused (`idempotency_key_reused`).
 */
export async function submitTicket(
  world: { tickets: TicketStore; clock: Clock; newId: NewId; announce: Announce },
  customer: Customer,
  tier: SupportTier,
  { subject, message, idempotencyKey }: TicketDraft,
): Promise<Ticket> {
  const now = world.clock.timestamp();
  const ticket: Ticket = {
    id: idempotencyKey ? idempotentId(customer.issuer, customer.userId, idempotencyKey) : world.newId(),
    userId: customer.userId,
    userEmail: customer.email,
    userName: customer.name ?? null,
    subject,
    message,
    status: 'open',
    priority: tier.priority,
    prioritySetBy: null,
    assignee: null,
    tags: [],
    supportTier: tier.name,
    creditsPurchased: customer.creditsPurchased,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    activityAt: now,
    latestMessage: null,
    latestCustomerVersion: 1,
    mailProblem: null,
    statusBeforeClosing: null,
    version: 1,
  };
  const contentHash = idempotencyKey ? hashOf(subject, message) : undefined;

  const added = await world.tickets.add(ticket, contentHash);
  if (added.outcome === 'stored') {
    world.announce(ticketLine(ticket));
    return ticket;
  }
  if (contentHash === undefined || added.contentHash !== contentHash) {
    throw new DeskError(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another ticket. Send the same subject and message again, or choose a new key.',
    );
  }
  return added.ticket;
}

/** Returns the log's line for people: `[SUPPORT TICKET #abc12345] From: user@example.com | Subject: Need help`. */
export function ticketLine(ticket: Ticket): string {
  return `[SUPPORT TICKET ${ticketNumber(ticket)}] From: ${onOneLine(ticket.userEmail)} | Subject: ${onOneLine(ticket.subject)}`;
}
