import type { Customer } from '#core/customer/customer.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

/** How a customer can be reached, and what they have bought, as the website last vouched for it. */
export interface Contact extends Pick<Customer, 'userId' | 'email' | 'creditsPurchased'> {
  /** When: of a ticket that they submitted, or a reply that they wrote. */
  readonly at: string;
}

/** Customers' latest contacts. Every method throws `DeskError('unavailable')` when the store cannot answer in time. */
export interface ContactStore {
  /** A customer's, as far as the views know: they follow within seconds. */
  of(userId: string): Promise<Contact | undefined>;
  /** Keeps a contact, unless a later one is known. */
  keep(contact: Contact): Promise<void>;
}

/** What a ticket says of its customer. */
export const contactOf = ({ userId, userEmail, creditsPurchased, createdAt }: Ticket): Contact => ({
  userId,
  email: userEmail,
  creditsPurchased,
  at: createdAt,
});

/** The address that a ticket's customer is written to: the latest that the website vouched for, while the snapshot stays what it was. */
export async function contactEmail(contacts: Pick<ContactStore, 'of'>, ticket: Ticket): Promise<string> {
  const latest = await contacts.of(ticket.userId);
  return latest && latest.at > ticket.createdAt ? latest.email : ticket.userEmail;
}

/** The latest contact of each customer among some. */
export function latestContacts(contacts: readonly Contact[]): readonly Contact[] {
  const latest = new Map<string, Contact>();
  for (const contact of contacts) {
    if (contact.at > (latest.get(contact.userId)?.at ?? '')) latest.set(contact.userId, contact);
  }
  return [...latest.values()];
}
