import * as texts from '#dashboard/model/messages.ts';
import { submitCommand } from '#dashboard/model/text.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CheckIcon, InboxIcon } from '#dashboard/parts/icons.tsx';
import { searchParts } from '#dashboard/parts/search-parts.ts';
import { Sentence } from '#dashboard/parts/sentence.tsx';
import * as words from './messages.ts';
import { RefusedList } from './refused-list.tsx';

/** Why there is no row: the desk refuses, nothing matches, this view is done, or nobody has written yet. */
export function EmptyList() {
  const desk = useDesk();
  const parts = searchParts.value;
  const { refusal, listing, preview } = desk.list;
  if (refusal.value) return <RefusedList problem={refusal.value} />;
  if (listing.value.q !== '' || preview.value) return parts ? <parts.NothingFound /> : null;
  return desk.counts.byFilter.value?.all === 0 ? <EmptyDesk /> : <EmptyFilter />;
}

function EmptyFilter() {
  const [title, text] = words.byFilter[useDesk().list.filter.value];
  return (
    <div class="empty">
      <CheckIcon />
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
  );
}

function EmptyDesk() {
  const command = submitCommand(location.origin);
  return (
    <div class="empty">
      <InboxIcon />
      <h3>{words.noTickets}</h3>
      <p>
        <Sentence text={words.noTicketsText} parts={{ page: <a href="support.html">{words.supportPage}</a> }} />
      </p>
      <p>{words.tryIt}</p>
      <pre>
        <code>{command}</code>
      </pre>
      <CopyButton value={command} what={texts.copyCommand} />
    </div>
  );
}
