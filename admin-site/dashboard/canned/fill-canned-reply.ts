import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { formPlaceholders } from './messages.ts';

/** The parts of a canned reply that differ from ticket to ticket. */
type Placeholder = keyof typeof formPlaceholders;

/** The canned reply's text with a ticket's values in place of its placeholders. What a value holds is not filled in again. */
export function fillCannedReply(body: string, ticket: Pick<Ticket, 'id' | 'userName'>): string {
  const values: Readonly<Record<Placeholder, string>> = {
    '{customer_name}': ticket.userName ?? 'there',
    '{ticket_number}': ticketNumber(ticket),
  };
  return body.replaceAll(/\{(?:customer_name|ticket_number)\}/g, (placeholder) => values[placeholder as Placeholder]);
}
