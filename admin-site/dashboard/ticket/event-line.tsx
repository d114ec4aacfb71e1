import { ticketNumber } from '#core/ticket/ticket.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { ThreadEntry } from '#dashboard/model/thread.ts';
import { timeToMinute } from '#dashboard/model/time.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { Sentence } from '#dashboard/parts/sentence.tsx';

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

/** The beginning of a merged ticket's conversation: the ticket's subject and number. */
export const MergedFrom = ({ id, subject }: { readonly id: string; readonly subject: string }) => (
  <li class="entry event">
    <span>
      <Sentence
        text={texts.mergedFrom}
        parts={{ subject: <bdi>{visible(subject)}</bdi>, number: ticketNumber({ id }) }}
      />
    </span>
  </li>
);

/** Returns the event in words, to follow the name of the agent who did it, if any. */
function eventOf({ kind, changes, author, ruledBy, closesAt }: ThreadEntry): string {
  if (kind === 'mail_bounced') return texts.mailProblems.bounced;
  if (kind === 'mail_complained') return texts.mailProblems.complained;
  if (kind === 'mail_resent') return texts.eventResent;
  if (closesAt) return texts.eventReminded(timeToMinute(closesAt));
  if (ruledBy) return texts.eventClosedBy(ruledBy.days);
  const merge = changes.find(isMerge);
  if (merge) return mergeOf(merge);
  return texts.and(explicitChanges({ kind, changes }).map((change) => changeOf(change, author)));
}

/** Returns the changes that somebody made on purpose: a message changes the status and the assignee by itself, but closes only if asked to. */
export const explicitChanges = ({ kind, changes }: Pick<ThreadEntry, 'kind' | 'changes'>) =>
  (kind === 'change' ? changes : changes.filter(({ to }) => to === 'closed')).filter((change) => !isMerge(change));

type Change = ThreadEntry['changes'][number];
type Merge = Extract<Change, { field: 'merged' | 'merged_into' }>;

const isMerge = (change: Change): change is Merge => change.field.startsWith('merged');

/** Returns a merge in words, or its end; what else it changed follows from it. */
function mergeOf(change: Merge): string {
  if (change.field === 'merged_into') return texts.eventMergedInto(numberOf(change.to), numberOf(change.from));
  const [[added], [removed]] = tagsChanged(change);
  return texts.eventMerged(added && numberOf(added), removed && numberOf(removed));
}

const numberOf = <Id extends string | null>(id: Id) => id && ticketNumber({ id });

function changeOf(change: Exclude<Change, Merge>, author: ThreadEntry['author']): string {
  // The desk itself changes nobody else's.
  if (change.field === 'assignee' && author.type === 'system')
    return texts.eventHandedBack(visible(change.from?.name ?? ''));
  if (change.field === 'assignee') return texts.eventAssigned(change.to && visible(change.to.name));
  if (change.field === 'priority') return texts.eventPriority(change.to);
  if (change.field === 'tags') return texts.eventTags(...tagsChanged(change));
  if (change.field === 'snoozed_until') {
    if (author.type !== 'agent') return texts.eventWoke;
    return change.to === null ? texts.eventUnsnoozed : texts.eventSnoozed(timeToMinute(change.to));
  }
  const { from, to } = change;
  if (to === 'closed') return texts.eventClosed;
  return from === 'closed' ? texts.eventReopened(to) : texts.eventChanged(from, to);
}

/** Returns the tags, or ids, that were added and those that were removed. */
const tagsChanged = ({ from, to }: { readonly from: readonly string[]; readonly to: readonly string[] }) =>
  [to.filter((tag) => !from.includes(tag)).map(visible), from.filter((tag) => !to.includes(tag)).map(visible)] as const;
