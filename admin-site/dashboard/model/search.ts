import { foldText } from '#core/text/fold-text.ts';
import type { Ticket } from './ticket.ts';

const folded = new WeakMap<Ticket, string>();

/**
 * The tickets that hold every word of `query` in subject, message, address or tier, or whose id or customer's id begins with
 * it; case and accents aside.
 */
export function search(tickets: readonly Ticket[], query: string): readonly Ticket[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return tickets;
  return tickets.filter((ticket) => words.every((word) => textOf(ticket).includes(word) || isIdOf(ticket, word)));
}

/** Ids hold any two digits: fewer than four characters of one mean nothing. */
const ID_LENGTH = 4;

const isIdOf = ({ id, userId }: Ticket, word: string): boolean =>
  word.length >= ID_LENGTH && (`#${id}`.startsWith(word) || id.startsWith(word) || foldText(userId).startsWith(word));

function textOf(ticket: Ticket): string {
  const { subject, message, userEmail, supportTier } = ticket;
  const text = folded.get(ticket) ?? foldText([subject, message, userEmail, supportTier].join('\n'));
  folded.set(ticket, text);
  return text;
}
