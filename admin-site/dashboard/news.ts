import { newestFirst } from '../../functions/core/ticket.ts';
import { visible } from './text.ts';
import type { Ticket, Tickets } from './ticket.ts';

/** The newest of some tickets; null if there is none. */
export const newestOf = (tickets: readonly Ticket[]): Ticket | null => tickets.toSorted(newestFirst)[0] ?? null;

/**
 * Those of the `answered` tickets that customers sent meanwhile, newest first: not known yet, and newer than all there were when the page
 * was opened (older ones come into sight when those before them are closed). In its first version a ticket is as its customer sent
 * it; a reopened one is not, whoever closed it.
 */
export const newTickets = (answered: readonly Ticket[], known: Tickets, since: Ticket | null): readonly Ticket[] =>
  answered
    .filter((ticket) => ticket.version === 1 && !known.has(ticket.id) && (!since || newestFirst(ticket, since) < 0))
    .toSorted(newestFirst);

/** How tickets that just arrived are announced, as plain text; `detail` is the subject of a single one. */
export interface Announcement {
  readonly title: string;
  readonly detail: string | undefined;
}

export function announcementOf(news: readonly Ticket[]): Announcement {
  const [ticket, another] = news;
  if (!ticket || another) return { title: `${news.length} new tickets`, detail: undefined };
  return { title: `1 new ticket from ${visible(ticket.userEmail)}`, detail: visible(ticket.subject) };
}

/** The announcement as one sentence. */
export const sentenceOf = ({ title, detail }: Announcement): string =>
  detail === undefined ? title : `${title}: ${detail}`;

/** The tab's title: how many tickets are open, and a mark if something arrived while nobody looked. */
export const titleOf = (open: number | undefined, unseen: boolean): string =>
  `${unseen ? '• ' : ''}${open === undefined ? '' : `(${open}) `}Support desk`;
