import * as z from 'zod/mini';
import { type Status, statuses } from '#core/ticket/ticket.ts';
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

type Query = z.output<typeof listTicketsContract.query>;

/** A list by its name, and its place in the URL: tickets by status, or those in a queue. */
export type List = { readonly name: string; readonly parameter: Readonly<Record<string, string>> } & (
  | { readonly queue?: undefined; readonly status: Status | 'all' }
  | { readonly queue: string }
);

/** Returns the list that an agent asks for. */
export function listOf({ status = 'open', assignee }: Pick<Query, 'status' | 'assignee'>, agentId: string): List {
  if (assignee === undefined) return { name: status, parameter: { status }, status };
  const queue = assignee === 'me' ? agentId : assignee;
  return { name: `assignee ${queue}`, parameter: { assignee }, queue };
}

export const listTicketsContract = {
  summary: 'List tickets, newest first',
  description:
    'By status (`open` if absent), or with `assignee` the tickets of one agent, or of nobody, that are not closed. A page may be shorter than `limit`; only the `Link` header shows whether there is another.',
  query: z
    .strictObject({
      status: z.optional(z.enum(listed, `must be one of ${listed.join(', ')}`)),
      assignee: z.optional(
        z
          .string()
          .check(z.regex(/^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, "must be me, none or an agent's id")),
      ),
      limit: z._default(wholeNumber(1, MAX_LIMIT, `${MAX_LIMIT} if absent`), MAX_LIMIT),
      cursor: z.optional(z.string()),
    })
    .check(
      z.refine(({ status, assignee }) => status === undefined || assignee === undefined, {
        path: ['assignee'],
        error: "can't be given together with status",
      }),
    ),
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
    422: { description: 'An unknown status, assignee, limit or parameter, or status together with assignee' },
  },
} satisfies Contract;
