import { effect, signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { announcementOf, titleOf } from '#dashboard/model/news.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { type Channel, claimAnnouncement, newsKey } from '#dashboard/storage/notification-settings.ts';
import { showNotification } from './desktop-notification.ts';
import { playTone } from './tone.ts';

const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Announces what customers write in the tab's title, and by the channels the agent switched on; the page itself announces them too. */
export function announceNews(desk: Desk): void {
  const unseen = signal(false);
  const look = () => {
    desk.conversation.lookedAt.value = isLookedAt();
    if (isLookedAt()) unseen.value = false;
  };
  look();
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
  addEventListener('blur', look);

  effect(() => {
    unseen.value = desk.news.latest.value.length > 0 && !isLookedAt();
  });
  effect(() => {
    document.title = titleOf(desk.counts.byFilter.value?.open, unseen.value);
  });
  effect(() => {
    const news = desk.news.latest.value;
    const channels = desk.news.channels.peek();
    if (news.length > 0 && channels.size > 0) void announceBy(channels, news, desk);
  });
}

async function announceBy(channels: ReadonlySet<Channel>, news: readonly Ticket[], desk: Desk): Promise<void> {
  const [newest, another] = news;
  if (!newest || !(await claimAnnouncement(news))) return;
  if (channels.has('sound')) playTone();
  if (!channels.has('desktop') || isLookedAt()) return;
  showNotification(announcementOf(news), newsKey(newest), () =>
    another ? desk.showFilter('open') : desk.select(newest.id),
  );
}
