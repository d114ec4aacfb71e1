import * as z from 'zod/mini';
import { replyLimit } from '#core/text/draft-limits.ts';
import { bodyTypes, type Contract } from '#http/edge/contract.ts';
import { idempotencyKey } from '#http/edge/idempotency-key.ts';
import { contended, refused, unchanged } from '#http/edge/problems.ts';
import { text } from '#http/edge/text-field.ts';
import { wholeNumber } from '#http/edge/whole-number.ts';
import { attachmentsField } from '#http/ticket/attachment-json.ts';
import { ticketPath } from '#http/ticket/get-ticket.ts';
import { filesDescription, filesMistakes, withFiles } from '#http/ticket/with-files.ts';
import { ownTicketJson, ownTicketSummaryJson } from './own-ticket-json.ts';

const { 401: unauthorized, 503: unreachable } = refused.customer;
const refusedToAnyCustomer = { 401: unauthorized, 503: unreachable };
const ownership = 'Reading and replying require no credits.';
const noTicket = { 404: { description: 'The customer has no ticket with this id' } };
const invalidCursor = {
  400: { description: 'The cursor was tampered with, or issued for another list or to another customer' },
};
const linked = (what: string) => ({
  Link: `${what}, path-relative, as \`rel="next"\` (RFC 8288); absent if there is none`,
});

const contentTag = { ETag: 'Send it as `If-None-Match` with the next poll' };

const MAX_LIMIT = 100;
const DEFAULT_LIMIT = 20;

const searchDescription =
  'Only tickets with all of these words in subject, messages or names of files: `"a phrase"` in this order, `-not` in none. The last word may be the beginning of one. At most 500 characters and 10 terms';

export const listOwnTicketsContract = {
  summary: "List the customer's own tickets, newest first",
  description: `With \`q\`, a page may have fewer tickets than \`limit\`, or none, although the \`Link\` header leads to more: older tickets haven't been searched yet. ${ownership}`,
  query: z.strictObject({
    q: z.optional(z.string()).check(z.meta({ description: searchDescription, maxLength: 500 })),
    limit: z._default(wholeNumber(1, MAX_LIMIT, `${DEFAULT_LIMIT} if absent`), DEFAULT_LIMIT),
    cursor: z.optional(z.string()),
  }),
  headers: unchanged.headers,
  responses: {
    200: {
      description: 'A page of tickets',
      schema: z.array(ownTicketSummaryJson),
      headers: { ...contentTag, ...linked('The next page') },
    },
    ...unchanged.response,
    ...invalidCursor,
    ...refusedToAnyCustomer,
    422: { description: 'An unknown limit or parameter, or a mistake in `q`, with its place' },
  },
} satisfies Contract;

export const getOwnTicketContract = {
  summary: "Get one of the customer's own tickets with its replies",
  description: `Returns the latest 50 replies, oldest first, or as many as fit into a response. A ticket that was merged into another one of theirs returns that one, as its ID tells. ${ownership}`,
  path: ticketPath,
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  headers: unchanged.headers,
  responses: {
    200: { description: 'The ticket', schema: ownTicketJson, headers: { ...contentTag, ...linked('Earlier replies') } },
    ...unchanged.response,
    ...invalidCursor,
    ...refusedToAnyCustomer,
    ...noTicket,
    422: { description: 'An unknown parameter' },
  },
} satisfies Contract;

export const addOwnReplyContract = {
  summary: "Reply to one of the customer's own tickets",
  description: `Opens the ticket again, whatever its status. A reply to a ticket that was merged into another one is added to that one, which is returned. With an \`Idempotency-Key\`, repeating the request returns the first response and adds nothing. ${filesDescription} ${ownership}`,
  path: ticketPath,
  headers: z.object({ 'idempotency-key': idempotencyKey }),
  body: {
    schema: z
      .strictObject({ body: text(replyLimit), attachments: attachmentsField })
      .check(z.meta({ id: 'ReplyDraft' })),
    types: bodyTypes,
    ...withFiles,
  },
  responses: {
    200: { description: 'The ticket, with only the new reply', schema: ownTicketJson },
    400: { description: "The body can't be parsed" },
    ...refusedToAnyCustomer,
    ...noTicket,
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: "The body's type or charset isn't supported" },
    422: {
      description: `A missing, empty, unknown or too long field, or an Idempotency-Key used for other content; ${filesMistakes}`,
    },
  },
} satisfies Contract;
