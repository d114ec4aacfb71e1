import type { Customer } from '#core/customer/customer.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

/** A customer's address and purchased credits, according to their latest token. */
export interface Contact extends Pick<Customer, 'userId' | 'email' | 'creditsPurchased'> {
  /** Time of the ticket or reply that they sent with that token. */
  readonly at: string;
}

/** Customers' latest contacts. Every method throws `DeskError('unavailable')` if the store doesn't respond in time. */
export interface ContactStore {
  /** Returns a customer's contact from the views, which are up to date within seconds. */
  of(userId: string): Promise<Contact | undefined>;
  /** Returns the customers whose latest address has this hash, as they are now. */
  withAddress(addressHash: string): Promise<readonly Contact[]>;
  /** Stores a contact, unless a later one is known. */
  keep(contact: Contact): Promise<void>;
}

/** Returns the contact in a ticket's snapshot. */
export const contactOf = ({ userId, userEmail, creditsPurchased, createdAt }: Ticket): Contact => ({
  userId,
  email: userEmail,
  creditsPurchased,
  at: createdAt,
});

/** Returns the address for mail to a ticket's customer: the latest from their tokens. The ticket's snapshot doesn't change. */
export async function contactEmail(contacts: Pick<ContactStore, 'of'>, ticket: Ticket): Promise<string> {
  const latest = await contacts.of(ticket.userId);
  return latest && latest.at > ticket.createdAt ? latest.email : ticket.userEmail;
}

/** Returns each customer's latest contact. */
export function latestContacts(contacts: readonly Contact[]): readonly Contact[] {
  const latest = new Map<string, Contact>();
  for (const contact of contacts) {
    if (contact.at > (latest.get(contact.userId)?.at ?? '')) latest.set(contact.userId, contact);
  }
  return [...latest.values()];
}
