import { createModel, signal } from '@preact/signals';
import { isUnread } from '#core/ticket/is-unread.ts';
import { type Heard, hear, latestOf, newsIn } from '#dashboard/model/news.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { Channel } from '#dashboard/storage/notification-settings.ts';
import type { ReadMarks } from '#dashboard/storage/read-marks.ts';

export type News = InstanceType<typeof News>;

/** New messages from customers. */
export const News = createModel(() => {
  /** The tickets whose customers wrote last. */
  const latest = signal<readonly Ticket[]>([]);
  /** The channels that announce news, besides the page itself. */
  const channels = signal<ReadonlySet<Channel>>(new Set());
  /** The latest time that the first answer knew of; what customers wrote later is news. */
  let since: string | undefined;
  let heard: Heard = new Map();

  return {
    latest,
    channels,
    /** Takes over what the desk returned. The first of it is no news, nor what was read in its thread already. */
    learn(tickets: readonly Ticket[], read: ReadMarks): void {
      if (since === undefined) since = latestOf(tickets);
      else {
        const news = newsIn(tickets, heard, since).filter((ticket) => isUnread(ticket, read));
        if (news.length > 0) latest.value = news;
      }
      heard = hear(heard, tickets);
    },
    clear(): void {
      since = undefined;
      heard = new Map();
      latest.value = [];
    },
  };
});
