import type { Desk } from '#dashboard/desk/desk.ts';
import { announcementOf } from '#dashboard/model/news.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { type Channel, claimAnnouncement, newsKey } from '#dashboard/storage/notification-settings.ts';
import { showNotification } from './desktop-notification.ts';
import { isLookedAt } from './is-looked-at.ts';
import { playTone } from './tone.ts';

/** Announces what customers wrote, in one tab, by these channels. */
export async function announceBy(channels: ReadonlySet<Channel>, news: readonly Ticket[], desk: Desk): Promise<void> {
  const [newest, another] = news;
  if (!newest || !(await claimAnnouncement(news))) return;
  if (channels.has('sound')) playTone();
  if (!channels.has('desktop') || isLookedAt()) return;
  showNotification(announcementOf(news), newsKey(newest), () =>
    another ? desk.showFilter('open') : desk.select(newest.id),
  );
}
