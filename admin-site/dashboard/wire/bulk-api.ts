import type { Fields, Ticket } from '#dashboard/model/ticket.ts';
import type { ResultJson } from '#http/ticket/change-tickets.ts';
import type { TicketJson } from '#http/ticket/ticket-json.ts';
import type { Answer } from './cached-responses.ts';
import type { Connection } from './connection.ts';
import { readTicket } from './ticket-json.ts';

/** New values for fields that many tickets get; `addTags` and `removeTags` leave their other tags as they are. */
export interface BulkChange extends Pick<Fields, 'status' | 'assignee' | 'priority' | 'snoozedUntil'> {
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
}

/** The outcome for one ticket: its HTTP status, the ticket as it is now unless it wasn't sent, and the reason if it was refused. */
export interface BulkResult {
  readonly id: string;
  readonly status: number;
  readonly ticket: Ticket | undefined;
  readonly detail: string | undefined;
}

/** Changes up to 100 tickets in the versions that the agent has seen, once for the key. Rejects with `ProblemError` or `Unreachable`. */
export type ChangeTickets = (
  tickets: readonly { readonly id: string; readonly version: number }[],
  change: BulkChange,
  key: string,
) => Promise<readonly BulkResult[]>;

export const bulkApi =
  ({ change: send }: Connection): ChangeTickets =>
  (tickets, { assignee, snoozedUntil, addTags, removeTags, ...others }, key) => {
    const change = {
      ...others,
      ...(assignee !== undefined && { assignee: assignee === null ? null : assignee.id }),
      ...(snoozedUntil !== undefined && { snoozed_until: snoozedUntil }),
      ...(addTags && { add_tags: addTags }),
      ...(removeTags && { remove_tags: removeTags }),
    };
    return send(
      '/api/admin/support-tickets/bulk',
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify({ tickets: tickets.map(({ id, version }) => ({ id, version })), change }),
        keepalive: true,
      },
      readResults,
    );
  };

const readResults = ({ body }: Answer): BulkResult[] =>
  (body as { readonly results: readonly ResultJson[] }).results.map(({ id, status, ticket, detail }) => ({
    id,
    status,
    ticket: ticket && readTicket(ticket as TicketJson),
    detail,
  }));
