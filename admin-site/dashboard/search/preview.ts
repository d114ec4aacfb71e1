import { matches } from '#core/search/matches.ts';
import type { Query } from '#core/search/query.ts';
import { passes } from '#core/search/tells.ts';
import { ticketTexts } from '#core/search/texts.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';

/** Returns true if a ticket is sure to match as far as this page knows it: not by what is in its conversation, nor by its notes. */
export function isPreviewed({ terms, filters }: Query, ticket: Ticket, read: ReadonlyMap<string, number>): boolean {
  const hasFile = (ticket.attachments ?? []).length > 0;
  const isKnown = filters.every((one) => one.key !== 'has' || (one.value === 'file' && hasFile && !one.isNot));
  const texts = [...ticketTexts(ticket), ticket.latestMessage.preview, ...ticket.tags];
  return isKnown && passes(ticket, filters, read) && (terms.length === 0 || matches(terms, texts));
}
