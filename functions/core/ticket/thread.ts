import type { Delivery } from '#core/mail/delivery.ts';
import type { Entry } from './entry.ts';
import type { Ticket } from './ticket.ts';

/** A part of a ticket's history, oldest first: all of it, unless `earlier` is set. */
export interface Thread {
  readonly ticket: Ticket;
  readonly entries: readonly ThreadEntry[];
  /** The delivery of the mail that confirmed the ticket to the customer. */
  readonly confirmation: Delivery | undefined;
  /** The version before which the earlier part ends; undefined if there is none. */
  readonly earlier: number | undefined;
}

/** An entry, with the delivery of the mail that brought its message to the customer. */
export interface ThreadEntry extends Entry {
  readonly delivery?: Delivery | undefined;
  /** The ticket that it is of, if that was merged into the one that is read. */
  readonly ticketId?: string | undefined;
  /** The subject of that ticket, with the message that it began with. */
  readonly subject?: string | undefined;
}
