import type { OwnTicketJson, OwnTicketSummaryJson } from '#http/own-tickets/own-ticket-json.ts';
import type { Body } from '#site/customer/answer.ts';
import type { Attachment } from '#site/customer/files-script.ts';
import { nextPage } from '#site/link-header.ts';

/** One of the customer's own tickets in a list. Times are RFC 3339. */
export interface OwnTicketSummary {
  readonly id: string;
  readonly subject: string;
  readonly status: 'open' | 'in_progress' | 'closed';
  readonly supportLevel: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface OwnMessage {
  readonly id: string;
  readonly author: 'you' | 'support';
  /** The address of somebody else who wrote it by mail; absent from a desk that receives none. */
  readonly from?: string | null | undefined;
  readonly body: string;
  readonly attachments: readonly Attachment[];
  readonly createdAt: string;
}

/** A ticket with its messages, oldest first; `earlier` is the address of those before them. */
export interface OwnTicket extends OwnTicketSummary {
  readonly message: string;
  /** The files of `message`. */
  readonly attachments: readonly Attachment[];
  readonly messages: readonly OwnMessage[];
  /** The time from which on it is closed unless the customer replies; null, or absent from an older desk, if it isn't. */
  readonly closesAt?: string | null | undefined;
  readonly earlier: string | undefined;
}

export interface TicketPage {
  readonly tickets: readonly OwnTicketSummary[];
  readonly next: string | undefined;
}

const readSummary = ({
  id,
  subject,
  status,
  support_level,
  created_at,
  updated_at,
}: OwnTicketSummaryJson): OwnTicketSummary => ({
  id,
  subject,
  status,
  supportLevel: support_level,
  createdAt: created_at,
  updatedAt: updated_at,
});

/** Reads `GET /api/support/tickets`. */
export function readTicketPage(body: Body, link: string | null): TicketPage | undefined {
  return Array.isArray(body)
    ? { tickets: (body as OwnTicketSummaryJson[]).map(readSummary), next: nextPage(link) }
    : undefined;
}

/** Reads a ticket with its messages. */
export function readOwnTicket(body: Body, link: string | null): OwnTicket | undefined {
  const json = body as unknown as OwnTicketJson;
  if (typeof json.id !== 'string' || !Array.isArray(json.messages)) return undefined;
  const messages = json.messages.map(({ id, author, from, body: text, attachments, created_at }) => ({
    id,
    author,
    from,
    body: text,
    attachments,
    createdAt: created_at,
  }));
  const { message, attachments, closes_at: closesAt } = json;
  return { ...readSummary(json), message, attachments, messages, closesAt, earlier: nextPage(link) };
}
