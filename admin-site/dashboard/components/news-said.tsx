import { announcementOf, sentenceOf } from '../news.ts';
import { useDesk } from './desk-context.ts';

/** Says to screen readers, when they are done with what they say, which tickets arrived. */
export function NewsSaid() {
  const news = useDesk().news.value;
  return (
    <div class="visually-hidden" role="status" aria-label="New tickets">
      {news[0] && <p key={news[0].id}>{sentenceOf(announcementOf(news))}</p>}
    </div>
  );
}
