import { useEffect, useState } from 'preact/hooks';
import { fromQuery } from '#dashboard/model/from-query.ts';
import { formatNumber } from '#dashboard/model/locale.ts';
import { shortcutLabels } from '#dashboard/model/messages.ts';
import { queryOf } from '#dashboard/model/place.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { actions, withKey } from '#dashboard/page/actions.ts';
import { openTicket } from '#dashboard/page/agent-actions.ts';
import { isOneColumn } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { StatusMark } from '#dashboard/parts/icons.tsx';
import { isPlainClick } from '#dashboard/parts/plain-click.ts';
import { RelativeTime } from '#dashboard/parts/relative-time.tsx';
import type { CustomerJson } from '#http/ticket/customer.ts';
import * as words from './messages.ts';

/** An agent who walks through the list asks for nobody's. */
const PAUSE_MS = 400;

/** The customer as they are known today, with their other tickets: nothing until it is loaded, and nothing if it can't be, because the ticket matters more. */
export function CustomerProfile({ ticket: { id, userId, creditsPurchased } }: { readonly ticket: Ticket }) {
  const profile = useProfile(id);
  const desk = useDesk();
  if (!profile) return null;
  const { credits_purchased: credits, first_contact_at: first, last_contact_at: last, tickets, more } = profile;
  return (
    <details class="customer-today" open={!isOneColumn()}>
      <summary>{words.heading}</summary>
      <dl>
        {credits !== creditsPurchased && (
          <div>
            <dt>{words.credits}</dt>
            <dd>{formatNumber(credits)}</dd>
          </div>
        )}
        <div>
          <dt>{words.firstContact}</dt>
          <dd>
            <RelativeTime time={first} />
          </dd>
        </div>
        <div>
          <dt>{words.lastContact}</dt>
          <dd>
            <RelativeTime time={last} />
          </dd>
        </div>
      </dl>
      <h3>{words.otherTickets}</h3>
      {tickets.length === 0 && <p>{words.none}</p>}
      <ul>
        {tickets.map((other) => (
          <li key={other.id}>
            <a
              href={queryOf({ filter: 'all', ticketId: other.id })}
              onClick={(event) => {
                if (!isPlainClick(event)) return;
                event.preventDefault();
                openTicket(desk, other.id);
              }}
            >
              <bdi>{visible(other.subject)}</bdi>
            </a>
            <StatusMark status={other.status} />
            <RelativeTime time={other.created_at} />
          </li>
        ))}
      </ul>
      {more && <p>{words.more(tickets.length)}</p>}
      {tickets.length > 0 && (
        <button class="quiet" type="button" onClick={() => desk.showFilter('all', 'newest', fromQuery(userId))}>
          {words.searchAll}
        </button>
      )}
      {(more || tickets.some(({ status }) => status !== 'closed')) && (
        <button class="quiet" type="button" title={withKey('merge')} onClick={() => actions.merge.run(desk)}>
          {shortcutLabels.merge}
        </button>
      )}
    </details>
  );
}

function useProfile(ticketId: string): CustomerJson | undefined {
  const desk = useDesk();
  const [profile, setProfile] = useState<CustomerJson & { readonly of: string }>();
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const address = `/api/admin/support-tickets/${encodeURIComponent(ticketId)}/customer`;
      const known = await desk.session.api.value?.connection.get(address, ({ body }) => body as CustomerJson);
      if (known && isWanted) setProfile({ ...known, of: ticketId });
    };
    const timer = setTimeout(() => void read().catch(() => {}), PAUSE_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [ticketId, desk]);
  return profile?.of === ticketId ? profile : undefined;
}
