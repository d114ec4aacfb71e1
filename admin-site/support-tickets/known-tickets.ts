import type { OwnTicket, OwnTicketSummary, TicketPage } from './own-ticket.ts';

const without = <T extends { readonly id: string }>(
  all: readonly T[],
  others: readonly { readonly id: string }[],
): T[] => {
  const ids = new Set(others.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id));
};

/** The first page anew; what was loaded below it stays. */
export const withLatest = (known: TicketPage | undefined, latest: TicketPage): TicketPage =>
  known ? { tickets: [...latest.tickets, ...without(known.tickets, latest.tickets)], next: known.next } : latest;

/** The next page below those that are known. */
export const withMore = (known: TicketPage | undefined, more: TicketPage): TicketPage => ({
  tickets: [...(known?.tickets ?? []), ...more.tickets],
  next: more.next,
});

/** A new ticket above all that are known. */
export const withFirst = (known: TicketPage | undefined, ticket: OwnTicketSummary): TicketPage => ({
  tickets: [ticket, ...without(known?.tickets ?? [], [ticket])],
  next: known?.next,
});

/** A ticket as it is now, in its place. */
export const withTicket = (known: TicketPage, ticket: OwnTicketSummary): TicketPage => ({
  ...known,
  tickets: known.tickets.map((one) => (one.id === ticket.id ? ticket : one)),
});

/** A ticket with its latest messages; those before them that are known stay. */
export function withLatestMessages(known: OwnTicket | undefined, latest: OwnTicket): OwnTicket {
  const [first] = latest.messages;
  const before = without(known?.messages ?? [], latest.messages).filter(({ id }) => !first || id < first.id);
  return before.length > 0 ? { ...latest, messages: [...before, ...latest.messages], earlier: known?.earlier } : latest;
}

/** A ticket with a part of its thread that was before what is known. */
export const withEarlierMessages = (known: OwnTicket, { messages, earlier }: OwnTicket): OwnTicket => ({
  ...known,
  messages: [...messages, ...known.messages],
  earlier,
});

/** A ticket as the desk answers a reply to it: with what was added, below what is known. */
export const withAddedMessages = (known: OwnTicket | undefined, { messages, ...now }: OwnTicket): OwnTicket => ({
  ...now,
  messages: [...(known?.messages ?? []), ...without(messages, known?.messages ?? [])],
  earlier: known?.earlier,
});
