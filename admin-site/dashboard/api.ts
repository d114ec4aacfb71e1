import { type Status, statuses } from '../../functions/core/ticket.ts';
import type { Counts } from './counts.ts';
import type { Filter, Ticket } from './ticket.ts';

/** The desk answered that it will not: `message` is the problem's detail (RFC 9457). */
export class Refused extends Error {
  readonly status: number;
  /** With 412: the ticket as it is now. */
  readonly newer: Ticket | undefined;

  constructor(status: number, detail: string, newer?: Ticket) {
    super(detail);
    this.status = status;
    this.newer = newer;
  }
}

/** No answer of the desk arrived: whether it did what was asked is not known. */
export class Unreachable extends Error {}

interface Page {
  readonly tickets: readonly Ticket[];
  /** The next page's address; undefined on the last. */
  readonly next: string | undefined;
}

/** The desk's admin side (SPEC). Every call rejects with `Refused` or `Unreachable`, and with nothing else. */
export interface DeskApi {
  counts(): Promise<{ readonly counts: Counts; readonly agent: string }>;
  list(filter: Filter): Promise<Page>;
  page(address: string): Promise<Page>;
  get(id: string): Promise<Ticket>;
  close(id: string): Promise<void>;
  /** Rejects with 412 unless the ticket still has this version. */
  setStatus(id: string, status: Status, version: number): Promise<Ticket>;
}

const TICKETS = '/api/admin/support-tickets';
const PATIENCE_MS = 15_000;

/** The API as seen with an agent's key, until `signal` aborts. */
export function deskApi(key: string, signal: AbortSignal): DeskApi {
  async function request<T>(
    address: string,
    read: (body: never, headers: Headers) => T,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<T> {
    // Anything else cannot stand in a header, and fetch would report it as if the connection had failed.
    if (!/^[\x21-\x7e]+$/.test(key)) throw new Refused(401, 'This is not a key of this desk.');
    try {
      const response = await fetch(address, {
        ...init,
        headers: { ...init.headers, 'x-admin-key': key },
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      });
      if (!response.ok) throw await refusal(response);
      return read((await response.json()) as never, response.headers);
    } catch (error) {
      // A body that is not what the contract says comes from a proxy or a captive portal, not from the desk.
      throw error instanceof Refused ? error : new Unreachable('The desk did not answer.', { cause: error });
    }
  }
  const ticketAddress = (id: string) => `${TICKETS}/${encodeURIComponent(id)}`;
  const page = (address: string) =>
    request(address, (rows: readonly TicketJson[], headers) => ({
      tickets: rows.map(readTicket),
      next: nextPage(headers.get('link')),
    }));
  return {
    counts: () => request('/api/admin/support-stats', readCounts),
    list: (filter) => page(`${TICKETS}?status=${filter}`),
    page,
    get: (id) => request(ticketAddress(id), readTicket),
    close: (id) => request(`${ticketAddress(id)}/close`, () => {}, { method: 'POST' }),
    setStatus: (id, status, version) =>
      request(ticketAddress(id), readTicket, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
        body: JSON.stringify({ status }),
      }),
  };
}

async function refusal(response: Response): Promise<Refused> {
  const { detail, ticket } = await response.json().catch(() => ({}));
  return new Refused(
    response.status,
    typeof detail === 'string' ? detail : `The desk answered with the error ${response.status}.`,
    response.status === 412 && ticket ? readTicket(ticket) : undefined,
  );
}

/** The address a `Link` header calls `rel="next"` (RFC 8288), if it does. */
export function nextPage(link: string | null): string | undefined {
  for (const [, address, parameters = ''] of (link ?? '').matchAll(/<([^<>]*)>((?:[^",<]|"[^"]*")*)/g)) {
    for (const [, name = '', quoted, token] of parameters.matchAll(/;\s*(\w+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/g)) {
      const isNext = (quoted ?? token ?? '').toLowerCase().split(/\s+/).includes('next');
      if (name.toLowerCase() === 'rel' && isNext) return address;
    }
  }
  return undefined;
}

interface TicketJson {
  readonly id: string;
  readonly user_id: string;
  readonly user_email: string;
  readonly subject: string;
  readonly message: string;
  readonly status: Status;
  readonly priority: Ticket['priority'];
  readonly support_tier: string;
  readonly credits_purchased: number;
  readonly created_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly version: number;
}

function readTicket(json: TicketJson): Ticket {
  if (!statuses.includes(json.status) || !(json.version >= 1)) throw new TypeError('Not a ticket');
  return {
    id: json.id,
    userId: json.user_id,
    userEmail: json.user_email,
    subject: json.subject,
    message: json.message,
    status: json.status,
    priority: json.priority,
    supportTier: json.support_tier,
    creditsPurchased: json.credits_purchased,
    createdAt: json.created_at,
    updatedAt: json.updated_at,
    closedAt: json.closed_at,
    version: json.version,
  };
}

function readCounts({ open, in_progress, closed, agent }: Counts & { readonly agent: string }) {
  if (![open, in_progress, closed].every(Number.isInteger)) throw new TypeError('Not counts');
  return { counts: { open, in_progress, closed }, agent: String(agent) };
}
