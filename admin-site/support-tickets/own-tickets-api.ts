import { type Cached, request, sent, withFiles } from '#site/customer/request.ts';
import { linkFinder } from './link-finder.ts';
import { type OwnTicket, readOwnTicket, readTicketPage, type TicketPage } from './own-ticket.ts';
import type { ReplyDraft } from './reply-draft.ts';
import { searchScript } from './search-script.ts';

export type OwnTicketsApi = ReturnType<typeof ownTicketsApi>;

const TICKETS = '/api/support/tickets';

/** The requests for a customer's own tickets to the desk at `base` (an origin). None throws: a lost connection is an `Answer`, too. */
export function ownTicketsApi(base: string) {
  const pages: Cached<TicketPage> = new Map();
  const tickets: Cached<OwnTicket> = new Map();
  const ticket = (id: string) => `${TICKETS}/${encodeURIComponent(id)}`;
  return {
    linksIn: linkFinder(base),
    search: searchScript(base),
    /** Loads the newest tickets, or the page at an address. */
    list: (token: string, address = TICKETS) => request(base + address, token, {}, readTicketPage, pages),
    /** Loads a ticket with its latest messages, or with those at an address. */
    get: (token: string, id: string, address = ticket(id)) =>
      request(base + address, token, {}, readOwnTicket, tickets),
    /** Adds a reply, once per idempotency key. */
    reply: (token: string, id: string, { text: body, key, files }: ReplyDraft) =>
      request(`${base}${ticket(id)}/replies`, token, sent({ body, ...withFiles(files) }, key), readOwnTicket),
  };
}
