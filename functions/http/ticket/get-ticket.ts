import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused, unchanged } from '#http/edge/problems.ts';
import { pathId } from '#http/edge/uuid.ts';
import { threadJson } from './thread-json.ts';
import { ticketJson } from './ticket-json.ts';

/** The path of a ticket. */
export const ticketPath = z.strictObject({ ticket_id: pathId() });

/** A ticket, with its version as entity tag. */
export const ticketResponse = {
  description: 'The ticket',
  schema: ticketJson,
  headers: { ETag: 'Its version, in quotes' },
} as const;

export const getTicketContract = {
  summary: 'Get a ticket with its thread',
  description:
    'The thread has the ticket’s messages, notes and changes, oldest first. A long thread is returned in parts of up to 1 MB, the latest first.',
  path: ticketPath,
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  headers: unchanged.headers,
  responses: {
    200: {
      ...ticketResponse,
      schema: threadJson,
      headers: {
        ...ticketResponse.headers,
        Link: 'The earlier part, path-relative, as `rel="next"` (RFC 8288); absent where the thread begins',
      },
    },
    ...unchanged.response,
    400: { description: 'The cursor was tampered with, or issued for another ticket or to another agent' },
    ...refused.agent,
    ...refused.ticket,
    422: { description: 'An unknown parameter' },
  },
} satisfies Contract;
