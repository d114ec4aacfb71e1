import { addressHash } from '#core/mail/address.ts';
import { type ContactStore, contactEmail } from '#core/mail/contact.ts';
import type { Ticket } from '#core/ticket/ticket.ts';

/** Returns true if an address is the one that a ticket was written from, or its customer's latest. Throws `unavailable`. */
export async function isCustomers(
  { contacts }: { readonly contacts: Pick<ContactStore, 'of'> },
  ticket: Ticket,
  address: string,
): Promise<boolean> {
  const known = [ticket.userEmail, await contactEmail(contacts, ticket)];
  return known.map(addressHash).includes(addressHash(address));
}
