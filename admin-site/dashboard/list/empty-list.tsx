import * as texts from '#dashboard/model/messages.ts';
import { submitCommand } from '#dashboard/model/text.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CheckIcon, InboxIcon, SearchIcon } from '#dashboard/parts/icons.tsx';
import { Sentence } from '#dashboard/parts/sentence.tsx';

/** Why there is no row: nothing matches, this view is done, or nobody has written yet. */
export function EmptyList() {
  const desk = useDesk();
  if (desk.list.rows.value.length > 0) return <NothingMatches />;
  return desk.counts.byFilter.value?.all === 0 ? <EmptyDesk /> : <EmptyFilter />;
}

function NothingMatches() {
  const desk = useDesk();
  return (
    <div class="empty">
      <SearchIcon />
      <h3>{texts.emptyListNoMatches}</h3>
      <p>
        <Sentence text={texts.emptyListNoMatchesText} parts={{ query: <bdi>{desk.list.query.value.trim()}</bdi> }} />
      </p>
      <button
        type="button"
        onClick={() => {
          desk.list.query.value = '';
        }}
      >
        {texts.emptyListClearSearch}
      </button>
    </div>
  );
}

function EmptyFilter() {
  const [title, text] = texts.emptyListByFilter[useDesk().list.filter.value];
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
      <h3>{texts.emptyListNoTickets}</h3>
      <p>
        <Sentence
          text={texts.emptyListNoTicketsText}
          parts={{ page: <a href="support.html">{texts.emptyListSupportPage}</a> }}
        />
      </p>
      <p>{texts.emptyListTryIt}</p>
      <pre>
        <code>{command}</code>
      </pre>
      <CopyButton value={command} what={texts.copyCommand} />
    </div>
  );
}
