import * as z from 'zod';
import type { Contract } from '../contract.ts';
import { status, ticketJson } from '../ticket-json.ts';
import { refused } from './problems.ts';

const MAX_LIMIT = 100;
const limitMistake = `must be a whole number from 1 to ${MAX_LIMIT}`;

export const listTicketsContract = {
  summary: 'List tickets, newest first',
  description: 'A page may be shorter than `limit`; only the `Link` header says whether there is more.',
  query: z.strictObject({
    status: z
      .enum([...status.options, 'all'], `must be one of ${[...status.options, 'all'].join(', ')}`)
      .default('open'),
    limit: z
      .string()
      .regex(/^[0-9]{1,3}$/, limitMistake)
      .transform(Number)
      .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, limitMistake)
      .default(MAX_LIMIT)
      .meta({ type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: MAX_LIMIT }),
    cursor: z.string().max(1000, 'is too long').optional(),
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
