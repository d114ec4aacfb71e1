import type { HeldMail, HeldMailList } from '#dashboard/model/held-mail.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import type { HeldMailJson } from '#http/inbound/held-mail.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';
import { nextPage } from '#site/link-header.ts';
import type { Answer } from './cached-responses.ts';
import type { Connection } from './connection.ts';
import { readTicket } from './ticket-json.ts';

/** A page of held mail, newest first. */
export interface HeldMailPage extends HeldMailList {
  readonly mails: readonly HeldMail[];
}

/** Mail that waits for an agent. Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface HeldMailApi {
  first(): Promise<HeldMailPage>;
  page(address: string): Promise<HeldMailPage>;
  /** Adds a mail to a ticket, or to a new one of its sender, once. Returns the ticket. Rejects with 404 if the mail is gone, and with 422 if that can't be its ticket. */
  accept(id: string, ticketId: string | undefined): Promise<Ticket>;
  /** Deletes a mail for good, if it is there. */
  remove(id: string): Promise<void>;
  /** Blocks a sender, or unblocks them. */
  setBlocked(address: string, isBlocked: boolean): Promise<void>;
}

const ADDRESS = '/api/admin/held-mail';
const SENDERS = '/api/admin/blocked-senders';

/** Held mail, over a connection with an agent's key. */
export function heldMailApi({ get, change, record }: Connection): HeldMailApi {
  const addressOf = (id: string) => `${ADDRESS}/${encodeURIComponent(id)}`;
  const page = (address: string) => get(address, readPage);
  return {
    first: () => page(ADDRESS),
    page,
    accept: (id, ticketId) =>
      change(
        `${addressOf(id)}/accept`,
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(ticketId === undefined ? {} : { ticket_id: ticketId }),
        },
        ({ body }) => readTicket(body as TicketJson),
      ),
    remove: (id) => record(addressOf(id), { method: 'DELETE' }),
    setBlocked: (address, isBlocked) =>
      record(`${SENDERS}/${encodeURIComponent(address)}`, { method: isBlocked ? 'PUT' : 'DELETE' }),
  };
}

function readPage({ body, link }: Answer): HeldMailPage {
  const mails = (body as HeldMailJson[]).map(toHeldMail);
  return { mails, ids: mails.map(({ id }) => id), next: nextPage(link) };
}

const toHeldMail = ({
  verified: isVerified,
  blocked: isBlocked,
  ticket_id: ticketId,
  received_at: receivedAt,
  expires_at: expiresAt,
  ...mail
}: HeldMailJson): HeldMail => ({ ...mail, isVerified, isBlocked, ticketId, receivedAt, expiresAt });
