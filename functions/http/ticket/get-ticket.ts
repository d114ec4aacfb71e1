import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused, unchanged } from '#http/edge/problems.ts';
import { threadJson } from './thread-json.ts';
import { ticketId, ticketJson } from './ticket-json.ts';

/** RFC 9562's nil UUID: no ticket has it. */
const NO_TICKET = '00000000-0000-0000-0000-000000000000';

/**
 * What cannot be an id is looked up as one that no ticket has, so that neither the answer nor the work for it tells them apart.
 * The document knows no default: the parameter is required.
 */
export const ticketPath = z.strictObject({
  ticket_id: z.catch(ticketId, NO_TICKET).check(z.meta({ default: undefined })),
});

/** A ticket, with its version as entity tag. */
export const ticketAnswer = {
  description: 'The ticket',
  schema: ticketJson,
  headers: { ETag: 'Its version, quoted' },
} as const;

export const getTicketContract = {
  summary: 'Get a ticket with its thread',
  description:
    'What happened to the ticket, oldest first: messages, notes, and the lines of the audit trail. Of a long thread the latest part, up to 1 MB.',
  path: ticketPath,
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  headers: unchanged.headers,
  answers: {
    200: {
      ...ticketAnswer,
      schema: threadJson,
      headers: {
        ...ticketAnswer.headers,
        Link: 'What was earlier, path-relative, as `rel="next"` (RFC 8288); absent where the thread begins',
      },
    },
    ...unchanged.answer,
    400: { description: 'The cursor is tampered with, of another ticket or of another agent' },
    ...refused.agent,
    ...refused.ticket,
    422: { description: 'An unknown parameter' },
  },
} satisfies Contract;
