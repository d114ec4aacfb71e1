import { type Kept, request, sent } from '#site/customer/request.ts';
import { linkFinder } from './link-finder.ts';
import { type OwnTicket, readOwnTicket, readTicketPage, type TicketPage } from './own-ticket.ts';

export type OwnTicketsApi = ReturnType<typeof ownTicketsApi>;

const TICKETS = '/api/support/tickets';

/** One customer's own tickets at the desk `base` (an origin). No request throws: a lost connection is an answer too. */
export function ownTicketsApi(base: string) {
  const pages: Kept<TicketPage> = new Map();
  const tickets: Kept<OwnTicket> = new Map();
  const ticket = (id: string) => `${TICKETS}/${encodeURIComponent(id)}`;
  return {
    linksIn: linkFinder(base),
    /** The newest tickets, or those at the address that a page leads to. */
    list: (token: string, address = TICKETS) => request(base + address, token, {}, readTicketPage, pages),
    /** A ticket with its latest messages, or those at the address that it leads to. */
    get: (token: string, id: string, address = ticket(id)) =>
      request(base + address, token, {}, readOwnTicket, tickets),
    /** Adds a reply, once for its key. */
    reply: (token: string, id: string, body: string, key: string) =>
      request(`${base}${ticket(id)}/replies`, token, sent({ body }, key), readOwnTicket),
  };
}
