import * as texts from './messages.ts';
import { visible } from './text.ts';
import type { Ticket } from './ticket.ts';

/** The customers' messages that lists have shown so far: by ticket, the version that its latest one made. */
export type Heard = ReadonlyMap<string, number>;

/** When a ticket's customer wrote last, or an agent since. */
const wroteAt = ({ latestMessage }: Ticket): string => latestMessage.createdAt;

/** When somebody last wrote about any of these tickets; empty if there is none. */
export const latestOf = (tickets: readonly Ticket[]): string => tickets.map(wroteAt).toSorted().at(-1) ?? '';

/** Returns what was heard, with these tickets. */
export function hear(heard: Heard, answered: readonly Ticket[]): Heard {
  const all = new Map(heard);
  for (const { id, latestCustomerVersion: version } of answered) all.set(id, Math.max(version, all.get(id) ?? 0));
  return all;
}

/**
 * Those of the `answered` tickets whose customers wrote meanwhile, the latest first. A ticket that no list has shown yet came into sight
 * because those before it were closed, unless its customer's message is the last thing that happened to it and later than `since`.
 */
export const newsIn = (answered: readonly Ticket[], heard: Heard, since: string): readonly Ticket[] =>
  answered
    .filter((ticket) => {
      const { id, version, latestCustomerVersion } = ticket;
      const before = heard.get(id);
      return before === undefined
        ? version === latestCustomerVersion && wroteAt(ticket) > since
        : before < latestCustomerVersion;
    })
    .toSorted((one, other) => (wroteAt(one) < wroteAt(other) ? 1 : -1));

/** Returns true if the latest a customer wrote is a reply, not the ticket itself. */
export const isReply = ({ latestCustomerVersion }: Ticket): boolean => latestCustomerVersion > 1;

/** An announcement of what customers just wrote, as plain text; `detail` is the subject of a single ticket. */
export interface Announcement {
  readonly title: string;
  readonly detail: string | undefined;
}

export function announcementOf(news: readonly Ticket[]): Announcement {
  const [ticket, another] = news;
  if (ticket && !another) {
    return { title: texts.newsOne(isReply(ticket), visible(ticket.userEmail)), detail: visible(ticket.subject) };
  }
  const replies = news.filter(isReply).length;
  return { title: texts.newsSeveral(news.length - replies, replies), detail: undefined };
}

/** The announcement as one sentence. */
export const sentenceOf = ({ title, detail }: Announcement): string =>
  detail === undefined ? title : `${title}: ${detail}`;

/** The tab's title: how many tickets are open, and a mark if something arrived while nobody looked. */
export const titleOf = (open: number | undefined, unseen: boolean): string =>
  `${unseen ? '• ' : ''}${open === undefined ? '' : `(${open}) `}${texts.product}`;
