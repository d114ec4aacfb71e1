import type { Customer } from '#core/customer/customer.ts';
import { ticketNotFound } from '#core/errors.ts';
import type { Ticket } from './ticket.ts';

/** Refuses another customer's ticket as if it didn't exist. */
export const ownedBy =
  ({ userId }: Customer) =>
  (ticket: Ticket): void => {
    if (ticket.userId !== userId) throw ticketNotFound();
  };
