import { ticketNumber } from '#core/ticket/ticket.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** What an agent may write in a canned reply in place of what differs from ticket to ticket, and what it stands for. */
export const placeholders = {
  '{customer_name}': 'the customer’s name; “there” if it is not known',
  '{ticket_number}': 'the ticket’s number, like #abc12345',
} as const;

type Placeholder = keyof typeof placeholders;

/** The canned reply's text with a ticket's values in place of its placeholders. What a value holds is not filled in again. */
export function fillCannedReply(body: string, ticket: Pick<Ticket, 'id' | 'userName'>): string {
  const values: Readonly<Record<Placeholder, string>> = {
    '{customer_name}': ticket.userName ?? 'there',
    '{ticket_number}': ticketNumber(ticket),
  };
  return body.replaceAll(/\{(?:customer_name|ticket_number)\}/g, (placeholder) => values[placeholder as Placeholder]);
}
