import { newsVersion } from '#core/ticket/is-unread.ts';
import * as texts from './messages.ts';
import { visible } from './text.ts';
import { learn, type Ticket } from './ticket.ts';

/** The news that lists have shown so far, customers' messages and the ends of snoozes: by ticket, the version that its latest made. */
export type Heard = ReadonlyMap<string, number>;

/** When a ticket's customer wrote last, or an agent since; or when it woke, if that was later. */
const newsAt = ({ latestMessage: { createdAt }, woken }: Ticket): string =>
  woken && woken.at > createdAt ? woken.at : createdAt;

/** When there was last news of any of these tickets; empty if there is none. */
export const latestOf = (tickets: readonly Ticket[]): string => tickets.map(newsAt).toSorted().at(-1) ?? '';

/** Returns what was heard, with these tickets. */
export function hear(heard: Heard, answered: readonly Ticket[]): Heard {
  const all = new Map(heard);
  for (const ticket of answered) all.set(ticket.id, Math.max(newsVersion(ticket), all.get(ticket.id) ?? 0));
  return all;
}

/**
 * Those of the `answered` tickets whose customers wrote meanwhile, or that woke, the latest first. A ticket that no list has shown yet came into
 * sight because those before it were closed, unless its news is the last thing that happened to it and later than `since`.
 */
export const newsIn = (answered: readonly Ticket[], heard: Heard, since: string): readonly Ticket[] =>
  // A search and the list beside it may both show a ticket.
  [...learn(new Map(), answered).values()]
    .filter((ticket) => {
      const before = heard.get(ticket.id);
      const latest = newsVersion(ticket);
      return before === undefined ? ticket.version === latest && newsAt(ticket) > since : before < latest;
    })
    .toSorted((one, other) => (newsAt(one) < newsAt(other) ? 1 : -1));

/** Returns true if the latest a customer wrote is a reply, not the ticket itself. */
export const isReply = ({ latestCustomerVersion }: Ticket): boolean => latestCustomerVersion > 1;

/** Returns true if the latest news of a ticket is that it woke from a snooze. */
const hasWoken = (ticket: Ticket): boolean => ticket.woken?.version === newsVersion(ticket);

/** An announcement of what customers just wrote, as plain text; `detail` is the subject of a single ticket. */
export interface Announcement {
  readonly title: string;
  readonly detail: string | undefined;
}

export function announcementOf(news: readonly Ticket[]): Announcement {
  const [ticket, another] = news;
  if (ticket && !another) {
    const email = visible(ticket.userEmail);
    return {
      title: hasWoken(ticket) ? texts.newsWoke(email) : texts.newsOne(isReply(ticket), email),
      detail: visible(ticket.subject),
    };
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
