import * as z from 'zod/mini';
import { statuses } from '#core/ticket/ticket.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused, unchanged } from '#http/edge/problems.ts';
import { wholeNumber } from '#http/edge/whole-number.ts';
import { ticketJson } from './ticket-json.ts';

const MAX_LIMIT = 100;
const listed = [...statuses, 'all'] as const;

/** A ticket in a list. */
const rowJson = z
  .strictObject({
    ...ticketJson.shape,
    read_version: z
      .nullable(z.int())
      .check(
        z.meta({ description: 'The latest version that you have read, in any browser; null if you have read none' }),
      ),
  })
  .check(z.meta({ id: 'TicketRow' }));

export type RowJson = z.output<typeof rowJson>;

export const listTicketsContract = {
  summary: 'List tickets, newest first',
  description: 'A page may be shorter than `limit`; only the `Link` header shows whether there is another.',
  query: z.strictObject({
    status: z._default(z.enum(listed, `must be one of ${listed.join(', ')}`), 'open'),
    limit: z._default(wholeNumber(1, MAX_LIMIT, `${MAX_LIMIT} if absent`), MAX_LIMIT),
    cursor: z.optional(z.string()),
  }),
  headers: unchanged.headers,
  responses: {
    200: {
      description: 'A page of tickets',
      schema: z.array(rowJson),
      headers: {
        ...unchanged.tag,
        Link: 'The next page, path-relative, as `rel="next"` (RFC 8288); absent on the last one',
      },
    },
    ...unchanged.response,
    400: { description: 'The cursor was tampered with, or issued for another list or to another agent' },
    ...refused.agent,
    422: { description: 'An unknown status, limit or parameter' },
  },
} satisfies Contract;
