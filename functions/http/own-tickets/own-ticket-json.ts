import * as z from 'zod/mini';
import type { FoundTickets } from '#core/search/search-own-tickets.ts';
import { announcedClosing } from '#core/ticket/auto-close.ts';
import type { Message } from '#core/ticket/entry.ts';
import type { Replies, TicketPage } from '#core/ticket/ports.ts';
import type { Position, Ticket } from '#core/ticket/ticket.ts';
import { type Ok, ok } from '#http/edge/endpoint.ts';
import { contentHash } from '#http/edge/entity-tags.ts';
import { fitting } from '#http/edge/fitting.ts';
import { attachmentsJson, toAttachmentsJson } from '#http/ticket/attachment-json.ts';
import { status, ticketId, time } from '#http/ticket/ticket-json.ts';

const summary = {
  id: ticketId,
  subject: z.string(),
  status,
  support_level: z.string(),
  created_at: time,
  updated_at: time.check(z.meta({ description: 'The time of the last event that concerns the customer' })),
};

/** One of a customer's own tickets in their list. Reveals nothing of agents' notes, not even by its times. */
export const ownTicketSummaryJson = z.strictObject(summary).check(z.meta({ id: 'OwnTicketSummary' }));

const ownMessageJson = z
  .strictObject({
    id: z.string(),
    author: z.enum(['you', 'support']),
    body: z.string(),
    from: z.nullable(z.string()).check(
      z.meta({
        description: 'The address of somebody else who replied to an email of yours; null for any other message',
      }),
    ),
    created_at: time,
    attachments: attachmentsJson,
  })
  .check(z.meta({ id: 'OwnTicketMessage' }));

/** A customer's own ticket with the messages to and from them, oldest first. */
export const ownTicketJson = z
  .strictObject({
    ...summary,
    message: z.string(),
    attachments: attachmentsJson.check(z.meta({ description: 'The files of `message`' })),
    closed_at: z.nullable(time),
    closes_at: z
      .nullable(time)
      .check(z.meta({ description: 'The time from which on it is closed unless you reply; null if it isn’t' })),
    messages: z.array(ownMessageJson),
  })
  .check(z.meta({ id: 'OwnTicket' }));

export type OwnTicketSummaryJson = z.output<typeof ownTicketSummaryJson>;
export type OwnTicketJson = z.output<typeof ownTicketJson>;

function toOwnTicketSummaryJson(ticket: Ticket): OwnTicketSummaryJson {
  const { id, subject, status, supportTier, createdAt, activityAt } = ticket;
  return { id, subject, status, support_level: supportTier, created_at: createdAt, updated_at: activityAt };
}

/** Returns a page of a customer's own tickets, as many as fit into a response, with a link to the next page. */
export function okOwnTickets(
  { tickets, more, reached }: TicketPage & Partial<Pick<FoundTickets, 'reached'>>,
  linkTo: (last: Position) => string,
): Ok {
  const body = fitting(tickets.map(toOwnTicketSummaryJson), '');
  const isWhole = body.length === tickets.length;
  const last = isWhole && reached ? reached : tickets[body.length - 1];
  const hasNext = last && (more || !isWhole);
  return okTagged(body, hasNext ? linkTo(last) : undefined);
}

/** Returns a customer's own ticket as a response, with the latest of these replies that fit and a link to the earlier ones. */
export function okOwnTicket(ticket: Ticket, { messages, more }: Replies, linkTo: (first: Position) => string): Ok {
  const { messages: all, ...rest } = toOwnTicketJson(ticket, messages);
  const latest = fitting(all.toReversed(), rest).toReversed();
  const [first] = latest;
  const hasEarlier = first && (more || latest.length < all.length);
  return okTagged(
    { ...rest, messages: latest },
    hasEarlier ? linkTo({ createdAt: first.created_at, id: first.id }) : undefined,
  );
}

/** Tags a response by only what the customer sees: a version would reveal agents' notes, and a link to the same page differs each time. */
const okTagged = (body: unknown, next: string | undefined): Ok =>
  ok(body, {
    etag: `"${contentHash([body, next !== undefined])}"`,
    ...(next !== undefined && { link: `<${next}>; rel="next"` }),
  });

export function toOwnTicketJson(ticket: Ticket, messages: readonly Message[]): OwnTicketJson {
  return {
    ...toOwnTicketSummaryJson(ticket),
    message: ticket.message,
    attachments: toAttachmentsJson(ticket.attachments),
    closed_at: ticket.closedAt,
    closes_at: announcedClosing(ticket),
    messages: messages.map(({ id, author, body, createdAt, attachments, mail }) => ({
      id,
      author: author.type === 'customer' ? 'you' : 'support',
      body,
      from: mail?.isForwarded ? mail.from : null,
      created_at: createdAt,
      attachments: toAttachmentsJson(attachments),
    })),
  };
}
