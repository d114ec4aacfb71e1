import type { AgentReply } from '#core/mail/agent-replies.ts';
import type { Ticket } from '#core/ticket/ticket.ts';
import { mailOperation } from './add-mail.ts';
import type { Arrival } from './arrival.ts';
import { type HeldReason, heldMailId } from './held-mail.ts';
import type { Receiving } from './ports.ts';

/** The outcome of a mail: where it is now. */
export type Received =
  | { readonly outcome: 'message' | 'automatic' | 'ticket'; readonly ticketId: string }
  | { readonly outcome: 'held'; readonly reason: HeldReason };

/** The place where a mail belongs; a held one with the ticket of its reply address, and the agent whose address that is. */
export type Placed = Received & { readonly ticket?: Ticket; readonly reply?: AgentReply };

export const held = (reason: HeldReason, ticket?: Ticket, reply?: AgentReply): Placed => ({
  outcome: 'held',
  reason,
  ...(ticket && { ticket }),
  ...(reply && { reply }),
});

/**
 * Returns the place of a mail that arrives again: it stays held, or the ticket that it became, whatever would become of it now. Undefined if it is neither. Throws
 * `unavailable`.
 */
export async function placedBefore(
  { held: store, tickets }: Pick<Receiving, 'held' | 'tickets'>,
  arrival: Arrival,
): Promise<Placed | undefined> {
  const [mail, ticket] = await Promise.all([store.get(heldMailId(arrival)), tickets.get(mailOperation(arrival.id))]);
  if (mail) return held(mail.reason);
  return ticket && { outcome: 'ticket', ticketId: ticket.id };
}
