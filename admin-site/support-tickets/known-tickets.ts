import { newestFirst, type Position } from '#core/ticket/ticket.ts';
import type { OwnTicket, OwnTicketSummary, TicketPage } from './own-ticket.ts';

/*
 * Requests overtake each other, so a response may be older than what is known. A response removes nothing, and the newer version of a ticket wins.
 */

/** A ticket or a message. Only tickets change, and have the time of that: messages compare as not older. */
interface Known extends Position {
  readonly updatedAt?: string;
}

const isOlder = (one: Known, than: Known | undefined) => (one.updatedAt as string) < (than?.updatedAt as string);

/** Merges two lists, newest first, without duplicates: the known item stays unless the other is newer. */
function merge<T extends Known>(known: readonly T[], others: readonly T[]): readonly T[] {
  const all = new Map(known.map((one) => [one.id, one]));
  for (const other of others) if (!isOlder(other, all.get(other.id))) all.set(other.id, other);
  return [...all.values()].sort(newestFirst);
}

/** Merges a newly loaded first page; pages loaded below it stay, unless there may be tickets in between that neither has. */
export function withLatest(known: TicketPage | undefined, latest: TicketPage): TicketPage {
  if (!known) return latest;
  const all = { ...withMore(known, latest), next: known.next };
  const at = all.tickets.length - latest.tickets.length;
  return at < known.tickets.length || !latest.next ? all : latest;
}

/** Adds the next page below the known ones. */
export const withMore = (known: TicketPage, { tickets, next }: TicketPage): TicketPage => ({
  tickets: merge(known.tickets, tickets),
  next,
});

/** Adds or updates one ticket. */
export const withTicket = (known: TicketPage, ticket: OwnTicketSummary): TicketPage =>
  withMore(known, { tickets: [ticket], next: known.next });

/**
 * Merges a ticket's latest messages; earlier ones that are known stay, if the latest continue them. They don't if there may be others in between, and after
 * a merge, which puts messages before and between the known ones, or makes the ticket another one.
 */
export function withLatestMessages(known: OwnTicket | undefined, latest: OwnTicket): OwnTicket {
  if (known?.id !== latest.id) return latest;
  const all = withAddedMessages(known, latest);
  const at = all.messages.length - latest.messages.length;
  const last = known.messages.length - 1;
  const continues = at && known.messages[at] && all.messages[last]?.id === known.messages.at(-1)?.id;
  return continues || isOlder(latest, known) ? all : latest;
}

/** Adds an earlier part of a ticket's thread. */
export const withEarlierMessages = (known: OwnTicket, part: OwnTicket): OwnTicket => ({
  ...withAddedMessages(known, part),
  earlier: part.earlier,
});

/** Adds the messages in the desk's response to a reply, below the known ones. */
export const withAddedMessages = (known: OwnTicket, response: OwnTicket): OwnTicket => ({
  ...(isOlder(response, known) ? known : response),
  messages: merge(known.messages, response.messages).toReversed(),
  earlier: known.earlier,
});
