import { newestFirst, type Position } from '#core/ticket/ticket.ts';
import type { OwnTicket, OwnTicketSummary, TicketPage } from './own-ticket.ts';

/*
 * Requests overtake each other, so that a response may be older than what is known. It removes nothing, and of what two responses say about a ticket
 * the newer counts.
 */

/** Both lists as one, newest first, each once: as `known` has it, unless `isNewer`. */
function together<T extends Position>(
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

/** Returns true if neither may have something that lies between what is known and the latest. */
function areApart(known: readonly Position[], latest: readonly Position[], hasEarlier: boolean): boolean {
  const ids = new Set(known.map(({ id }) => id));
  return hasEarlier && !latest.some(({ id }) => ids.has(id));
}

/** The first page anew; what was loaded below it stays. */
export function withLatest(known: TicketPage | undefined, latest: TicketPage): TicketPage {
  if (!known || areApart(known.tickets, latest.tickets, latest.next !== undefined)) return latest;
  return { tickets: together(known.tickets, latest.tickets, isNewer), next: known.next };
}

/** The next page below those that are known. */
export const withMore = (known: TicketPage, more: TicketPage): TicketPage => ({
  tickets: together(known.tickets, more.tickets, isNewer),
  next: more.next,
});

/** A ticket among those that are known. */
export const withTicket = ({ tickets, next }: TicketPage, ticket: OwnTicketSummary): TicketPage => ({
  tickets: together(tickets, [ticket], isNewer),
  next,
});

/** A ticket with its latest messages; those before them that are known stay. */
export function withLatestMessages(known: OwnTicket | undefined, latest: OwnTicket): OwnTicket {
  if (!known || areApart(known.messages, latest.messages, latest.earlier !== undefined)) return latest;
  return { ...withAddedMessages(known, latest), earlier: known.earlier };
}

/** A ticket with a part of its thread that was before what is known. */
export const withEarlierMessages = (known: OwnTicket, part: OwnTicket): OwnTicket => ({
  ...withAddedMessages(known, part),
  earlier: part.earlier,
});

/** A ticket as the desk answers a reply to it: with what was added, below what is known. */
export const withAddedMessages = (known: OwnTicket, answered: OwnTicket): OwnTicket => ({
  ...(isNewer(answered, known) ? answered : known),
  messages: together(known.messages, answered.messages).toReversed(),
  earlier: known.earlier,
});
