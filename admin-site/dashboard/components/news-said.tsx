import { announcementOf, sentenceOf } from '#dashboard/news.ts';
import { newsKey } from '#dashboard/notification-settings.ts';
import { useDesk } from './desk-context.ts';

/** Says to screen readers, when they are done with what they say, what customers wrote. */
export function NewsSaid() {
  const news = useDesk().news.value;
  return (
    <div class="visually-hidden" role="status" aria-label="New tickets and replies">
      {news[0] && <p key={newsKey(news[0])}>{sentenceOf(announcementOf(news))}</p>}
    </div>
  );
}
