import type { SuppressedAddress } from '#core/mail/suppressed-addresses.ts';
import { type Listing, listAddress, TICKETS } from '#dashboard/model/listing.ts';
import type { PendingMessage } from '#dashboard/model/outgoing-message.ts';
import type { Thread, ThreadEntry } from '#dashboard/model/thread.ts';
import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import type { MeJson } from '#http/agents/get-me.ts';
import type { SuppressedAddressesJson } from '#http/mail/list-suppressed-addresses.ts';
import type { StatsJson } from '#http/stats/get-stats.ts';
import type { RowJson } from '#http/ticket/list-tickets.ts';
import type { AddedJson, ThreadJson } from '#http/ticket/thread-json.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';
import { nextPage } from '#site/link-header.ts';
import type { Answer } from './cached-responses.ts';
import { type Change, type Connection, connection, type Wire } from './connection.ts';
import { readEntry } from './entry-json.ts';
import { type Me, readMe } from './me.ts';
import { readStats, type Stats } from './stats.ts';
import { readTicket } from './ticket-json.ts';

export interface Page {
  readonly tickets: readonly Ticket[];
  /** The versions that the agent has read of these tickets, on any device. */
  readonly read: ReadonlyMap<string, number>;
  /** The next page's address; undefined on the last. */
  readonly next: string | undefined;
  /** Names what the desk returned, where it can say that nothing has changed since (an entity tag). */
  readonly tag: string | null;
  /** The time (RFC 3339) to which the desk has searched, if the page is short because it stopped there. */
  readonly reached?: string | undefined;
}

/** A ticket and what happened to it. */
interface ReadThread {
  readonly ticket: Ticket;
  readonly thread: Thread;
}

/** A message to be added. */
type NewMessage = Pick<PendingMessage, 'key' | 'ticketId' | 'kind' | 'body' | 'attachments' | 'close' | 'version'>;

/** The desk's admin side (SPEC). Every call rejects with `ProblemError` or `Unreachable`, and with nothing else. */
export interface DeskApi {
  /** Returns whose key this is. */
  me(): Promise<Me>;
  /** The counts, and the numbers of the last `days` days (1 to 90). */
  stats(days: number): Promise<Stats>;
  /** Rejects with 422 if the desk can't list that, or not in that order. */
  list(listing: Listing): Promise<Page>;
  page(address: string, ended?: AbortSignal): Promise<Page>;
  get(id: string): Promise<Ticket>;
  /** Rejects with 412 if a customer's message, or another agent's reply or change, is newer than this version; so do the other changes. */
  close(id: string, version: number): Promise<void>;
  /** Records that the agent has read a ticket up to a version. */
  markRead(id: string, version: number): Promise<void>;
  change(id: string, fields: Fields, version: number): Promise<Ticket>;
  thread(id: string): Promise<ReadThread>;
  /** Returns the earlier part, by a thread's link. */
  threadPart(address: string): Promise<ReadThread>;
  /** Adds a message, once for its key. */
  addReply(message: NewMessage): Promise<{ readonly ticket: Ticket; readonly entries: readonly ThreadEntry[] }>;
  /** Has the mail about a message sent again. Rejects with 409 unless it failed or is in doubt. */
  resendMail(id: string, messageId: string): Promise<void>;
  /** The admins' addresses that get no mail. */
  suppressedAdmins(): Promise<readonly SuppressedAddress[]>;
  /** Has an address get mail again that was kept from it. */
  allowAddress(address: string): Promise<void>;
  /** For requests of parts that load later. */
  readonly connection: Connection;
}

const SUPPRESSED = '/api/admin/suppressed-addresses';

/** The API as seen with an agent's key, until `signal` aborts. What it keeps to compare with goes with it. */
export function deskApi(key: string, signal: AbortSignal, wire: Wire = { fetch, clock: Date.now }): DeskApi {
  const wired = connection(key, signal, wire);
  const { get, change, record } = wired;
  const ticketAddress = (id: string) => `${TICKETS}/${encodeURIComponent(id)}`;
  const page = (address: string, ended?: AbortSignal) => get(address, readPage, ended);
  return {
    me: () => get('/api/admin/me', ({ body }) => readMe(body as MeJson)),
    stats: (days) => get(`/api/admin/support-stats?days=${days}`, ({ body }) => readStats(body as StatsJson)),
    list: (listing) => page(listAddress(listing)),
    page,
    get: (id) => get(ticketAddress(id), readOne),
    close: (id, version) =>
      change(
        `${ticketAddress(id)}/close`,
        { method: 'POST', headers: { 'if-match': `"${version}"` }, keepalive: true },
        () => {},
      ),
    markRead: (id, version) =>
      record(`${ticketAddress(id)}/read`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ version }),
        keepalive: true,
      }),
    thread: (id) => get(ticketAddress(id), readThread),
    threadPart: (address) => get(address, readThread),
    addReply: (message) => change(`${ticketAddress(message.ticketId)}/replies`, newMessage(message), readAdded),
    change: (id, fields, version) => change(ticketAddress(id), fieldsChange(fields, version), readOne),
    resendMail: (id, messageId) =>
      change(`${ticketAddress(id)}/messages/${encodeURIComponent(messageId)}/resend`, { method: 'POST' }, () => {}),
    suppressedAdmins: () => get(SUPPRESSED, readAddresses),
    allowAddress: (address) => change(`${SUPPRESSED}/${encodeURIComponent(address)}`, { method: 'DELETE' }, () => {}),
    connection: wired,
  };
}

const fieldsChange = ({ assignee, snoozedUntil, ...others }: Fields, version: number): Change => ({
  method: 'PATCH',
  headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
  body: JSON.stringify({
    ...others,
    ...(assignee !== undefined && { assignee: assignee === null ? null : assignee.id }),
    snoozed_until: snoozedUntil,
  }),
  keepalive: true,
});

const newMessage = ({ key, kind, body, attachments, close, version }: NewMessage): Change => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key, 'if-match': `"${version}"` },
  body: JSON.stringify({ kind, body, close, attachments: attachments.map(({ id }) => id) }),
  // It is sent although the page ends.
  keepalive: true,
});

function readThread({ body, link }: Answer): ReadThread {
  const json = body as ThreadJson;
  const ticket = readTicket(json);
  const { confirmation, channel, email } = json;
  const contact = { email: json.contact_email, suppressed: json.contact_suppressed };
  const entries = json.thread.map(readEntry);
  const arrival = { channel, email };
  const { version } = ticket;
  return { ticket, thread: { version, entries, arrival, confirmation, contact, earlier: nextPage(link) } };
}

function readAdded({ body }: Answer) {
  const json = body as AddedJson;
  return { ticket: readTicket(json), entries: json.thread.map(readEntry) };
}

const readAddresses = ({ body }: Answer) => [...(body as SuppressedAddressesJson).addresses];

const readOne = ({ body }: Answer): Ticket => readTicket(body as TicketJson);

const readPage = ({ body, link, etag, reached }: Answer): Page => ({
  tickets: (body as RowJson[]).map(readTicket),
  read: new Map(
    (body as RowJson[]).flatMap(({ id, read_version }) => (read_version === null ? [] : [[id, read_version]])),
  ),
  next: nextPage(link),
  tag: etag,
  reached: reached ?? undefined,
});
