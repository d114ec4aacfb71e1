import type { ComponentChildren } from 'preact';
import { ticketNumber } from '#core/ticket/ticket.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { exactTime, machineTime, timeToMinute } from '#dashboard/model/time.ts';

const credits = new Intl.NumberFormat('en');

/** The customer as they were when they wrote, and the ticket's dates. */
export function Snapshot({ ticket }: { readonly ticket: Ticket }) {
  return (
    <aside class="snapshot" aria-label="Customer">
      <dl>
        <Fact name="Support tier">
          <bdi>{visible(ticket.supportTier)}</bdi>
        </Fact>
        <Fact name="Credits purchased">{credits.format(ticket.creditsPurchased)}</Fact>
        {ticket.priority !== 'normal' && (
          <Fact name="Priority">{ticket.priority === 'high' ? <span class="high">High</span> : 'Low'}</Fact>
        )}
        <Fact name="Ticket number">{ticketNumber(ticket)}</Fact>
        <Fact name="Customer’s id">
          <bdi>{visible(ticket.userId)}</bdi>
        </Fact>
        <Fact name="Sent">
          <At time={ticket.createdAt} />
        </Fact>
        {ticket.updatedAt !== ticket.createdAt && ticket.closedAt === null && (
          <Fact name="Last change">
            <At time={ticket.updatedAt} />
          </Fact>
        )}
        {ticket.closedAt !== null && (
          <Fact name="Closed">
            <At time={ticket.closedAt} />
          </Fact>
        )}
      </dl>
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
