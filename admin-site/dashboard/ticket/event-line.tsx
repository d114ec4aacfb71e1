import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';

/** A line of the audit trail: what happened, by whom, and when. */
export const EventLine = ({ entry }: { readonly entry: ThreadEntry }) => {
  const { author } = entry;
  return (
    <li class="entry event">
      <span>
        <bdi>{author.type === 'agent' && visible(author.name)}</bdi> {eventOf(entry)}
      </span>{' '}
      <RelativeTime time={entry.createdAt} />
    </li>
  );
};

/** Returns the event in words, to follow the name of the agent who did it, if any. */
function eventOf({ kind, author, changes }: ThreadEntry): string {
  if (kind === 'mail_bounced') return texts.mailProblems.bounced;
  if (kind === 'mail_complained') return texts.mailProblems.complained;
  if (kind === 'mail_resent') return texts.eventResent;
  return author.type === 'customer' ? texts.eventReopenedByReply : changes.map(changeOf).join(', ');
}

function changeOf({ from, to }: ThreadEntry['changes'][number]): string {
  if (to === 'closed') return texts.eventClosed;
  return from === 'closed' ? texts.eventReopened(to) : texts.eventChanged(from, to);
}
