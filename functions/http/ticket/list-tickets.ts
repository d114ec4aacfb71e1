import * as z from 'zod/mini';
import { sorts } from '#core/search/sort.ts';
import { statuses } from '#core/ticket/ticket.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused, unchanged } from '#http/edge/problems.ts';
import { uuid } from '#http/edge/uuid.ts';
import { wholeNumber } from '#http/edge/whole-number.ts';
import { ticketJson } from './ticket-json.ts';

const MAX_LIMIT = 100;
const A_TIME = 'must be a time in UTC, like 2026-11-24T17:00:00Z';
const listed = [...statuses, 'all'] as const;
const orders = [...sorts, 'due'] as const;
type DueQuery = Partial<Record<(typeof dueAlone)[number] | 'sort', unknown>>;
const dueAlone = ['q', 'status', 'assignee'] as const;

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
  summary: 'List or search tickets',
  description:
    'By status (`open` if absent; `all` with a `q`), or with `assignee` the tickets of one agent, or of nobody, that are not closed; of these, those that match `q`. A page may be shorter than `limit`; only the `Link` header shows whether there is another. The search language is in `docs/search.md`. What was written in the last seconds may not be found yet.',
  query: z
    .strictObject({
      status: z.optional(z.enum(listed, `must be one of ${listed.join(', ')}`)),
      assignee: z.optional(
        z
          .string()
          .check(z.regex(/^(me|none|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, "must be me, none or an agent's id")),
      ),
      q: z.optional(
        z.string().check(
          z.meta({
            description:
              'Words, `"phrases"`, `-` before what must not match, and filters such as `tag:billing`; at most 500 characters and 10 terms',
          }),
        ),
      ),
      sort: z._default(z.enum(orders, `must be one of ${orders.join(', ')}`), 'newest').check(
        z.meta({
          description:
            '`due` lists all tickets for which a reply or closing is due, in the order of `due_at`: not those that are closed, or whose time stands still. It goes without `q`, `status` and `assignee`',
        }),
      ),
      due_before: z.optional(
        z.string().check(
          // Only days that exist, so that the document says all that is accepted.
          z.regex(z.regexes.datetime({}), A_TIME),
          z.meta({
            description:
              'With `sort=due`: only what is due before this time (RFC 3339, UTC). The present lists what is late',
          }),
        ),
      ),
      limit: z._default(wholeNumber(1, MAX_LIMIT, `${MAX_LIMIT} if absent`), MAX_LIMIT),
      cursor: z.optional(z.string()),
      after_ticket: z.optional(
        uuid("must be a ticket's id").check(
          z.meta({
            description:
              'Begins after this ticket, or where it would be in the list. With the opposite `sort` you get what comes before it',
          }),
        ),
      ),
    })
    .check(
      z.refine(({ status, assignee }) => status === undefined || assignee === undefined, {
        path: ['assignee'],
        error: "can't be given together with status",
      }),
      ...dueAlone.map((name) =>
        z.refine<DueQuery>((query) => query.sort !== 'due' || query[name] === undefined, {
          path: [name],
          error: "can't be given together with sort=due",
        }),
      ),
      z.refine(({ sort, due_before }) => sort === 'due' || due_before === undefined, {
        path: ['due_before'],
        error: 'needs sort=due',
      }),
      z.refine(({ cursor, after_ticket }) => cursor === undefined || after_ticket === undefined, {
        path: ['after_ticket'],
        error: "can't be given together with cursor",
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
        'Search-Reached':
          'The time of submission up to which a search has looked, if it ended early because it would have taken too long; the next page goes on from there',
      },
    },
    ...unchanged.response,
    400: { description: 'The cursor was tampered with, or issued for another list or to another agent' },
    ...refused.agent,
    404: { description: 'No ticket has the id in `after_ticket`' },
    422: {
      description:
        'An unknown status, assignee, sort, limit or parameter, status together with assignee, cursor together with after_ticket, `due` together with `q`, status or assignee, `due_before` without it, a mistake in `q` with its place, or `activity` or `waiting` for more than 1,000 tickets',
    },
  },
} satisfies Contract;
