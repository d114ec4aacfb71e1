import type { Message } from './message.ts';
import type { Ticket } from './ticket.ts';
import type { TicketEvent } from './ticket-event.ts';

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
  /** Where the part before this one ends. */
  readonly earlier: string | undefined;
}

export type ThreadEntry =
  | { readonly type: 'message'; readonly message: Message; readonly delivery: Delivery | undefined }
  | { readonly type: 'event'; readonly event: TicketEvent };

/** A message and the event it came with, in the order in which they are read. */
export const entriesOf = (message: Message, event: TicketEvent): ThreadEntry[] => [
  { type: 'message', message, delivery: undefined },
  { type: 'event', event },
];

/** Oldest first. Changes of a ticket follow each other by its version; clocks of two functions may differ. */
export const inOrder = (entries: readonly ThreadEntry[]): ThreadEntry[] =>
  entries.toSorted(
    (a, b) => versionOf(a) - versionOf(b) || compare(timeOf(a), timeOf(b)) || compare(rankOf(a), rankOf(b)),
  );

/** What of some entries came after a version of the ticket. */
export const since = (version: number, entries: readonly ThreadEntry[]): ThreadEntry[] =>
  entries.filter((entry) => versionOf(entry) > version);

const versionOf = (entry: ThreadEntry): number =>
  entry.type === 'message' ? entry.message.version : entry.event.version;
const timeOf = (entry: ThreadEntry): string => (entry.type === 'message' ? entry.message.createdAt : entry.event.at);
const rankOf = ({ type }: ThreadEntry): string => (type === 'message' ? 'a' : 'b');
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
