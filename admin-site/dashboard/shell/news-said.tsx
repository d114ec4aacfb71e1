import * as texts from '#dashboard/model/messages.ts';
import { announcementOf, sentenceOf } from '#dashboard/model/news.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { newsKey } from '#dashboard/storage/notification-settings.ts';

/** Says to screen readers, when they are done with what they say, what customers wrote. */
export function NewsSaid() {
  const news = useDesk().news.latest.value;
  return (
    <div class="visually-hidden" role="status" aria-label={texts.newsRegion}>
      {news[0] && <p key={newsKey(news[0])}>{sentenceOf(announcementOf(news))}</p>}
    </div>
  );
}
