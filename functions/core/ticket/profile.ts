import { findTicket } from './change-ticket.ts';
import type { TicketStore } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** A ticket's customer as they are known today, and what else they wrote. */
export interface Profile {
  readonly ticket: Ticket;
  /** According to their latest token. */
  readonly email: string;
  readonly creditsPurchased: number;
  /** Times of their first ticket, and of the latest ticket or reply. */
  readonly firstContactAt: string;
  readonly lastContactAt: string;
  /** Their other tickets, newest first. */
  readonly others: readonly Ticket[];
  /** True if there are more. */
  readonly more: boolean;
}

/** A customer's address and credits according to the token of their ticket or reply of that time. */
interface LatestContact {
  readonly email: string;
  readonly creditsPurchased: number;
  readonly at: string;
}

interface World {
  readonly tickets: Pick<TicketStore, 'get' | 'ofCustomer' | 'firstOf'>;
  readonly contacts: { readonly of: (userId: string) => Promise<LatestContact | undefined> };
}

const OTHERS = 10;

/** Returns the customer of a ticket. Tickets of the last moments may be missing. Throws `not_found` and `unavailable`. */
export async function profileOf({ tickets, contacts }: World, ticketId: string): Promise<Profile> {
  const ticket = await findTicket({ tickets }, ticketId);
  const { userId } = ticket;
  const [contact, first, page] = await Promise.all([
    contacts.of(userId),
    tickets.firstOf(userId),
    // One for the ticket itself.
    tickets.ofCustomer(userId, OTHERS + 1),
  ]);
  const others = page.tickets.filter(({ id }) => id !== ticketId);
  const snapshot = { email: ticket.userEmail, creditsPurchased: ticket.creditsPurchased, at: ticket.createdAt };
  const { email, creditsPurchased, at } = contact && contact.at > snapshot.at ? contact : snapshot;
  return {
    ticket,
    email,
    creditsPurchased,
    firstContactAt: first?.createdAt ?? ticket.createdAt,
    lastContactAt: at,
    others: others.slice(0, OTHERS),
    more: page.more || others.length > OTHERS,
  };
}
