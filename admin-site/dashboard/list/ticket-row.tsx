import { messageKinds } from '#core/ticket/entry.ts';
import { isByTime } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { isReply } from '#dashboard/model/news.ts';
import { queryOf } from '#dashboard/model/place.ts';
import { visible } from '#dashboard/model/text.ts';
import { type Filter, isAsleep, isQueue, type Ticket } from '#dashboard/model/ticket.ts';
import { dayAndTime } from '#dashboard/model/time.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { isOneColumn, rowId } from '#dashboard/page/focus.ts';
import { isKeyClick } from '#dashboard/page/key-click.ts';
import { Assignee, Tags } from '#dashboard/parts/assignee.tsx';
import { bulkParts } from '#dashboard/parts/bulk-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { Due } from '#dashboard/parts/due.tsx';
import { SnoozeIcon, StatusDot } from '#dashboard/parts/icons.tsx';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import { filesOf } from '#dashboard/storage/draft-files.ts';
import { draftOf } from '#dashboard/storage/drafts.ts';

interface RowProps {
  readonly ticket: Ticket;
  readonly filter: Filter;
  /** The row's place in the list, from 0. */
  readonly place: number;
  /** The same for screen readers, from 1, if it is known, and the number of rows of the whole list; -1 if it isn't. */
  readonly posInSet: number | undefined;
  readonly setSize: number;
  readonly isSelected: boolean;
  readonly isTabStop: boolean;
  /** True if its customer wrote what the agent has not read. */
  readonly unread: boolean;
}

/** A ticket in two lines, as a link to it: customer, what is due or else the tier, and age, or the age of what was written last if the list goes by that; subject and its start. */
export function TicketRow({ ticket, filter, place, posInSet, setSize, isSelected, isTabStop, unread }: RowProps) {
  const desk = useDesk();
  const { sort } = desk.list.listing.value;
  const bulk = bulkParts.value;
  const drafts = desk.composer.drafts.value;
  const hasDraft = messageKinds.some(
    (kind) => draftOf(drafts, ticket.id, kind) !== '' || filesOf(desk.composer.files.value, ticket.id, kind).length > 0,
  );
  const open = (event: MouseEvent) => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    // Enter on a row, and a touch where the ticket is a screen of its own, move the focus along.
    if (isKeyClick(event) || isOneColumn()) openTicket(desk, ticket.id);
    else desk.select(ticket.id);
  };
  return (
    <li style={{ '--place': place }} aria-posinset={posInSet} aria-setsize={setSize}>
      <a
        id={rowId(ticket.id)}
        class={unread ? 'row new' : 'row'}
        href={queryOf({ ...desk.list.listing.value, ticketId: ticket.id })}
        aria-current={isSelected ? 'true' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        onClick={open}
      >
        <span class="row-line">
          {unread && <span class="visually-hidden">{texts.newsRowMark(isReply(ticket))}</span>}
          {filter === 'all' && (
            <>
              <StatusDot status={ticket.status} />
              <span class="visually-hidden">
                {texts.waitingFor[ticket.status] ?? texts.filterNames[ticket.status]}.{' '}
              </span>
            </>
          )}
          <bdi class="customer">{visible(ticket.userEmail)}</bdi>
          {ticket.priority === 'high' && (
            <span class="high" title={texts.listHighPriority}>
              <span aria-hidden="true">!</span>
              <span class="visually-hidden">{texts.listHighPriority}. </span>
            </span>
          )}
          <Next ticket={ticket} />
          {!isAsleep(ticket) && !desk.list.isListed(ticket) && <span class="mark">{placeNow(ticket, filter)}</span>}
          {hasDraft && <span class="mark">{texts.listDraft}</span>}
          {ticket.mailProblem && <span class="mark trouble">{texts.listNotDelivered}</span>}
          <RelativeTime time={isByTime(sort) ? ticket.createdAt : ticket.latestMessage.createdAt} short />
        </span>
        <span class="row-line">
          <span class="gist">
            <bdi class="subject" translate>
              {visible(ticket.subject)}
            </bdi>{' '}
            <LatestWords ticket={ticket} />
          </span>
          <Tags tags={ticket.tags} />
          <Assignee ticket={ticket} />
        </span>
      </a>
      {bulk && <bulk.RowMark ticket={ticket} isTabStop={isTabStop} />}
    </li>
  );
}

/** Returns the place of a ticket that has left the list. */
function placeNow({ status, assignee }: Ticket, filter: Filter): string {
  if (!isQueue(filter) || status === 'closed') return texts.filterNames[status];
  return assignee ? visible(assignee.name) : texts.filterNames.unassigned;
}

/** The time of what comes next, or else the support tier. */
function Next({ ticket }: { readonly ticket: Ticket }) {
  if (isAsleep(ticket)) {
    const until = dayAndTime(ticket.snoozedUntil ?? '');
    return (
      <span class="next" title={texts.snoozedUntil(until)}>
        <SnoozeIcon />
        <span aria-hidden="true">{until}</span>
        <span class="visually-hidden">{texts.snoozedUntil(until)}. </span>
      </span>
    );
  }
  if (ticket.dueAt === undefined) return <bdi class="tier">{visible(ticket.supportTier)}</bdi>;
  return (
    <span class="next">
      <Due ticket={ticket} />
    </span>
  );
}

/** The latest message, with its author unless that is the customer. */
function LatestWords({ ticket: { latestMessage } }: { readonly ticket: Ticket }) {
  const { agentId } = useDesk().session;
  const { author } = latestMessage;
  const name = author.type !== 'agent' ? undefined : author.id === agentId.value ? texts.you : visible(author.name);
  return (
    <span class="preview">
      {name !== undefined && (
        <>
          <bdi>{name}</bdi>:{' '}
        </>
      )}
      <bdi key={latestMessage.preview} translate>
        {visible(latestMessage.preview)}
      </bdi>
    </span>
  );
}
