import { visible } from '#dashboard/model/text.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { filterNames } from '#dashboard/model/ticket.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';

/** A line of the audit trail: who changed what, and when. */
export const EventLine = ({ entry }: { readonly entry: ThreadEntry }) => (
  <li class="entry event">
    <span>
      <bdi>{nameOf(entry)}</bdi> {deedOf(entry)}
    </span>{' '}
    <RelativeTime time={entry.createdAt} />
  </li>
);

function nameOf({ author }: ThreadEntry): string {
  if (author.type === 'agent') return visible(author.name);
  return author.type === 'customer' ? 'The customer' : 'The desk';
}

function deedOf({ kind, changes }: ThreadEntry): string {
  if (kind === 'mail_bounced') return 'learned that mail to the customer bounced';
  if (kind === 'mail_complained') return 'learned that the customer called mail spam';
  if (kind === 'mail_resent') return 'had a mail sent again';
  return changes.map(changeInWords).join(', ');
}

function changeInWords({ from, to }: ThreadEntry['changes'][number]): string {
  if (to === 'closed') return 'closed the ticket';
  if (from === 'closed') return `reopened the ticket: ${filterNames[to]}`;
  return `changed ${filterNames[from]} to ${filterNames[to]}`;
}
