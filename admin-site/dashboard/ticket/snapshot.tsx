import type { ComponentChildren } from 'preact';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { formatNumber } from '#dashboard/model/locale.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { exactTime, machineTime, timeToMinute } from '#dashboard/model/time.ts';
import { customerProfile } from '#dashboard/parts/customer-profile.ts';

/** The customer as they were when they wrote, and the ticket's dates. */
export function Snapshot({ ticket }: { readonly ticket: Ticket }) {
  const Profile = customerProfile.value;
  return (
    <aside class="snapshot" aria-label={texts.snapshotRegion}>
      <div class="facts">
        <dl>
          <Fact name={texts.snapshotTier}>
            <bdi>{visible(ticket.supportTier)}</bdi>
          </Fact>
          <Fact name={texts.snapshotCredits}>{formatNumber(ticket.creditsPurchased)}</Fact>
          {(ticket.priority !== 'normal' || ticket.prioritySetBy) && (
            <Fact name={texts.snapshotPriority}>
              <span class={ticket.priority === 'high' ? 'high' : undefined}>
                {texts.priorityNames[ticket.priority]}
              </span>
              {ticket.prioritySetBy && <bdi>, {texts.snapshotSetBy(visible(ticket.prioritySetBy.name))}</bdi>}
            </Fact>
          )}
          {ticket.assignee && (
            <Fact name={texts.snapshotAssignee}>
              <bdi>{visible(ticket.assignee.name)}</bdi>
            </Fact>
          )}
          {ticket.tags.length > 0 && (
            <Fact name={texts.snapshotTags}>
              <span class="tags">
                {ticket.tags.map((tag) => (
                  <bdi key={tag} class="tag">
                    {visible(tag)}
                  </bdi>
                ))}
              </span>
            </Fact>
          )}
          <Fact name={texts.snapshotNumber}>{ticketNumber(ticket)}</Fact>
          <Fact name={texts.snapshotCustomerId}>
            <bdi>{visible(ticket.userId)}</bdi>
          </Fact>
          <Fact name={texts.snapshotSent}>
            <At time={ticket.createdAt} />
          </Fact>
          {ticket.updatedAt !== ticket.createdAt && ticket.closedAt === null && (
            <Fact name={texts.snapshotUpdated}>
              <At time={ticket.updatedAt} />
            </Fact>
          )}
          {ticket.closedAt !== null && (
            <Fact name={texts.snapshotClosed}>
              <At time={ticket.closedAt} />
            </Fact>
          )}
        </dl>
        {Profile && <Profile ticket={ticket} />}
      </div>
    </aside>
  );
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

const At = ({ time }: { readonly time: string }) => (
  <time dateTime={machineTime(time)} title={exactTime(time)}>
    {timeToMinute(time)}
  </time>
);
