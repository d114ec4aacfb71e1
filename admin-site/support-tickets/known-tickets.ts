import { newestFirst, type Position } from '#core/ticket/ticket.ts';
import type { OwnTicket, OwnTicketSummary, TicketPage } from './own-ticket.ts';

/*
 * Requests overtake each other, so a response may be older than what is known. A response removes nothing, and the newer version of a ticket wins.
 */

/** Merges two lists, newest first, without duplicates: the known item stays unless the other `isNewer`. */
function merge<T extends Position>(
  known: readonly T[],
  others: readonly T[],
  isNewer: (other: T, known: T) => boolean = () => false,
): readonly T[] {
  const all = new Map(known.map((one) => [one.id, one]));
  for (const other of others) {
    const before = all.get(other.id);
    if (!before || isNewer(other, before)) all.set(other.id, other);
  }
  return [...all.values()].sort(newestFirst);
}

const isNewer = (other: OwnTicketSummary, known: OwnTicketSummary) => other.updatedAt >= known.updatedAt;

/** Returns true if there may be items between the known and the latest ones that neither list has. */
function areApart(known: readonly Position[], latest: readonly Position[], hasEarlier: boolean): boolean {
  const ids = new Set(known.map(({ id }) => id));
  return hasEarlier && !latest.some(({ id }) => ids.has(id));
}

/** Merges a newly loaded first page; pages loaded below it stay. */
export function withLatest(known: TicketPage | undefined, latest: TicketPage): TicketPage {
  if (!known || areApart(known.tickets, latest.tickets, latest.next !== undefined)) return latest;
  return { tickets: merge(known.tickets, latest.tickets, isNewer), next: known.next };
}

/** Adds the next page below the known ones. */
export const withMore = (known: TicketPage, more: TicketPage): TicketPage => ({
  tickets: merge(known.tickets, more.tickets, isNewer),
  next: more.next,
});

/** Adds or updates one ticket. */
export const withTicket = ({ tickets, next }: TicketPage, ticket: OwnTicketSummary): TicketPage => ({
  tickets: merge(tickets, [ticket], isNewer),
  next,
});

/** Merges a ticket's latest messages; earlier ones that are known stay. */
export function withLatestMessages(known: OwnTicket | undefined, latest: OwnTicket): OwnTicket {
  if (!known || areApart(known.messages, latest.messages, latest.earlier !== undefined)) return latest;
  return { ...withAddedMessages(known, latest), earlier: known.earlier };
}

/** Adds an earlier part of a ticket's thread. */
export const withEarlierMessages = (known: OwnTicket, part: OwnTicket): OwnTicket => ({
  ...withAddedMessages(known, part),
  earlier: part.earlier,
});

/** Adds the messages in the desk's response to a reply, below the known ones. */
export const withAddedMessages = (known: OwnTicket, response: OwnTicket): OwnTicket => ({
  ...(isNewer(response, known) ? response : known),
  messages: merge(known.messages, response.messages).toReversed(),
  earlier: known.earlier,
});
