import type { Customer } from '#core/customer/customer.ts';
import { contended, DeskError } from '#core/errors.ts';
import type { Attached, FilesToAttach } from '#core/files/attach-files.ts';
import type { Calendar } from '#core/hours/calendar.ts';
import { hashOf, idempotentId } from '#core/idempotency.ts';
import type { Announce, Clock, NewId } from '#core/ports.ts';
import { onOneLine } from '#core/text/text.ts';
import { hashesOf } from './add-message.ts';
import type { Submitted, TicketStore } from './ports.ts';
import type { SupportTier } from './support-tier.ts';
import { targetsFrom } from './targets.ts';
import { type Ticket, ticketNumber } from './ticket.ts';

/** A customer's draft, normalized; each field has between 1 and `draftLimits` code points. */
export interface TicketDraft {
  readonly subject: string;
  readonly message: string;
  readonly files?: FilesToAttach | undefined;
  readonly idempotencyKey?: string | undefined;
}

/** Other messages with files of the same customer may win this many races in a row. */
const MAX_ATTEMPTS = 5;

/**
 * Stores a ticket with its snapshots and announces it, once. With an idempotency key, repeating the same content returns the first result and stores
 * nothing; other content is refused (`idempotency_key_reused`). Throws `invalid_fields` for files that can't be attached.
 */
export async function submitTicket(
  world: { tickets: TicketStore; hours?: Calendar | undefined; clock: Clock; newId: NewId; announce: Announce },
  customer: Customer,
  tier: SupportTier,
  { subject, message, files, idempotencyKey }: TicketDraft,
): Promise<Ticket> {
  const id = idempotencyKey ? idempotentId(customer.issuer, customer.userId, idempotencyKey) : world.newId();
  const at = world.clock.timestamp();
  const targets = targetsFrom(tier, world.hours, at);
  const ticket = { ...newTicket(id, customer, tier, { subject, message }, at), ...(targets && { targets }) };
  const contentHash = idempotencyKey ? hashOf(subject, message, ...hashesOf(files)) : undefined;

  if (targets && world.hours) await world.tickets.keepCalendar(world.hours);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    // Repeated, the request finds its uploads claimed: it is recognized before they are looked at.
    const past = files && contentHash ? await world.tickets.submitted(ticket.id) : undefined;
    if (past) return repeated(past, contentHash);
    let attached: Attached | undefined;
    try {
      attached = await files?.attach(ticket.id);
    } catch (refusal) {
      // The same request may have claimed them meanwhile; then it succeeded.
      if (contentHash && (await world.tickets.submitted(ticket.id))) continue;
      throw refusal;
    }
    const whole = attached ? { ...ticket, attachments: attached.attachments } : ticket;
    const added = await world.tickets.add(whole, contentHash, attached?.claim);
    if (added.outcome === 'taken') return repeated(added, contentHash);
    if (added.outcome === 'stored') {
      world.announce(ticketLine(whole));
      return whole;
    }
  }
  throw contended('Too many messages claim your files at once. Try again in a moment.');
}

/** Returns the ticket that the same request stored before; refuses another request with its key. */
function repeated(past: Submitted, contentHash: string | undefined): Ticket {
  if (contentHash !== undefined && past.contentHash === contentHash) return past.ticket;
  throw new DeskError(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another ticket. Send the same subject and message again, or choose a new key.',
  );
}

/** Returns a ticket as it is submitted at a time. */
export const newTicket = (
  id: string,
  { userId, email, name, creditsPurchased }: Pick<Customer, 'userId' | 'email' | 'name' | 'creditsPurchased'>,
  tier: Pick<SupportTier, 'name' | 'priority'>,
  { subject, message }: Pick<TicketDraft, 'subject' | 'message'>,
  at: string,
): Ticket => ({
  id,
  userId,
  userEmail: email,
  userName: name ?? null,
  subject,
  message,
  status: 'open',
  priority: tier.priority,
  prioritySetBy: null,
  assignee: null,
  tags: [],
  supportTier: tier.name,
  creditsPurchased,
  createdAt: at,
  updatedAt: at,
  closedAt: null,
  activityAt: at,
  latestMessage: null,
  latestCustomerVersion: 1,
  mailProblem: null,
  statusBeforeClosing: null,
  snoozedUntil: null,
  woken: null,
  version: 1,
});

/** Returns the log's line for people: `[SUPPORT TICKET #abc12345] From: user@example.com | Subject: Need help`. */
export function ticketLine(ticket: Ticket): string {
  return `[SUPPORT TICKET ${ticketNumber(ticket)}] From: ${onOneLine(ticket.userEmail)} | Subject: ${onOneLine(ticket.subject)}`;
}
