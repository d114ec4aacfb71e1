import { effect, signal } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { titleOf } from '#dashboard/model/news.ts';
import { isLookedAt } from './is-looked-at.ts';

const loadChannels = () => import('./announce-by.ts');

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
  // Before they are needed, when there may be no network.
  effect(() => {
    if (desk.news.channels.value.size > 0) void loadChannels().catch(() => {});
  });
  effect(() => {
    const news = desk.news.latest.value;
    const channels = desk.news.channels.peek();
    if (news.length > 0 && channels.size > 0)
      void loadChannels().then(
        ({ announceBy }) => announceBy(channels, news, desk),
        () => {},
      );
  });
}
