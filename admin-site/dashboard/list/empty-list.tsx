import { submitCommand } from '#dashboard/model/text.ts';
import { CopyButton } from '#dashboard/parts/copy-button.tsx';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CheckIcon, InboxIcon, SearchIcon } from '#dashboard/parts/icons.tsx';

/** Why there is no row: nothing matches, this view is done, or nobody has written yet. */
export function EmptyList() {
  const desk = useDesk();
  if (desk.list.rows.value.length > 0) return <NothingMatches />;
  return desk.counts.total.value === 0 ? <EmptyDesk /> : <EmptyFilter />;
}

function NothingMatches() {
  const desk = useDesk();
  return (
    <div class="empty">
      <SearchIcon />
      <h3>Nothing matches</h3>
      <p>
        No loaded ticket has “<bdi>{desk.list.query.value.trim()}</bdi>” in its subject, message, customer or number.
      </p>
      <button
        type="button"
        onClick={() => {
          desk.list.query.value = '';
        }}
      >
        Clear search
      </button>
    </div>
  );
}

const nothing = {
  open: ['No open tickets', 'All caught up. New ones appear here by themselves.'],
  in_progress: ['Nothing in progress', 'Tickets you mark “In progress” are here.'],
  closed: ['No closed tickets', 'Tickets you close are here.'],
  all: ['No tickets', 'New ones appear here by themselves.'],
} as const;

function EmptyFilter() {
  const [title, text] = nothing[useDesk().list.filter.value];
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
      <h3>No tickets yet</h3>
      <p>
        Customers write to you on the <a href="support.html">support page</a>, or on your own site with the form
        embedded. New tickets appear here by themselves.
      </p>
      <p>To try it, send one with a customer’s token:</p>
      <pre>
        <code>{command}</code>
      </pre>
      <CopyButton value={command} what="command" />
    </div>
  );
}
