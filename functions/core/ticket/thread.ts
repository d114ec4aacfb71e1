import type { Delivery } from '#core/mail/delivery.ts';
import type { Entry } from './entry.ts';
import type { Ticket } from './ticket.ts';

/** A part of what happened to a ticket, oldest first: all of it, unless `earlier` leads to what was before. */
export interface Thread {
  readonly ticket: Ticket;
  readonly entries: readonly ThreadEntry[];
  /** Of the mail that confirmed the ticket to the customer. */
  readonly confirmation: Delivery | undefined;
  /** The version before which the earlier part ends. */
  readonly earlier: number | undefined;
}

/** An entry, and what became of the mail that brought its message to the customer. */
export interface ThreadEntry extends Entry {
  readonly delivery?: Delivery | undefined;
}
