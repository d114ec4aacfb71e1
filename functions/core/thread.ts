import type { Entry } from './entry.ts';
import type { Ticket } from './ticket.ts';

/** What became of a mail; `suppressed`: its address is marked, so nothing was sent. */
export const deliveryStates = ['sending', 'sent', 'failed', 'bounced', 'complained', 'suppressed'] as const;

/** What is known of a mail's way to its recipient. */
export interface Delivery {
  readonly state: (typeof deliveryStates)[number];
  readonly at: string;
  /** Why, in the words of the mail service, if it went wrong. */
  readonly detail?: string | undefined;
}

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
