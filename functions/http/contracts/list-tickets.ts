import * as z from 'zod/mini';
import { statuses } from '../../core/ticket.ts';
import type { Contract } from '../contract.ts';
import { ticketJson } from '../ticket-json.ts';
import { refused } from './problems.ts';

const MAX_LIMIT = 100;
const limitMistake = `must be a whole number from 1 to ${MAX_LIMIT}`;
const listed = [...statuses, 'all'] as const;

const limit = z
  .pipe(
    z.string().check(z.regex(/^[0-9]{1,3}$/, limitMistake)),
    z.pipe(z.transform(Number), z.int().check(z.minimum(1, limitMistake), z.maximum(MAX_LIMIT, limitMistake))),
  )
  .check(z.meta({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, description: `${MAX_LIMIT} if absent` }));

export const listTicketsContract = {
  summary: 'List tickets, newest first',
  description: 'A page may be shorter than `limit`; only the `Link` header says whether there is more.',
  query: z.strictObject({
    status: z._default(z.enum(listed, `must be one of ${listed.join(', ')}`), 'open'),
    limit: z._default(limit, MAX_LIMIT),
    cursor: z.optional(z.string()),
  }),
  answers: {
    200: {
      description: 'A page of tickets',
      schema: z.array(ticketJson),
      headers: { Link: 'The next page, path-relative, as `rel="next"` (RFC 8288); absent on the last one' },
    },
    400: { description: 'The cursor is tampered with, of another list or of another agent' },
    ...refused.agent,
    422: { description: 'An unknown status, limit or parameter' },
  },
} satisfies Contract;
