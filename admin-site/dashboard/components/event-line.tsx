import { visible } from '../text.ts';
import type { ThreadEvent } from '../thread.ts';
import { filterNames } from '../ticket.ts';
import { RelativeTime } from './relative-time.tsx';

/** A line of the audit trail: who changed what, and when. */
export const EventLine = ({ event }: { readonly event: ThreadEvent }) => (
  <li class="entry event">
    <span>
      <bdi>{nameOf(event)}</bdi> {deedOf(event)}
    </span>{' '}
    <RelativeTime time={event.createdAt} />
  </li>
);

function nameOf({ author }: ThreadEvent): string {
  if (author.type === 'agent') return visible(author.name);
  return author.type === 'customer' ? 'The customer' : 'The desk';
}

function deedOf({ kind, before, after }: ThreadEvent): string {
  if (kind === 'mail_bounced') return 'learned that mail to the customer came back';
  if (kind === 'mail_complained') return 'learned that the customer called mail spam';
  if (after === 'closed') return 'closed the ticket';
  if (before === 'closed') return `reopened the ticket: ${filterNames[after]}`;
  return `changed ${filterNames[before]} to ${filterNames[after]}`;
}
