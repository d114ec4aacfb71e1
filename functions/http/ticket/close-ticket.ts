import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { contended, refused, versionMismatch } from '#http/edge/problems.ts';
import { ticketPath } from './get-ticket.ts';

export const closeTicketContract = {
  summary: 'Close a ticket',
  description: 'Closing a closed ticket returns the same and changes nothing.',
  path: ticketPath,
  headers: z.object({ 'if-match': z.optional(z.string()) }),
  responses: {
    200: {
      description: 'The ticket is closed',
      schema: z.strictObject({ success: z.literal(true), message: z.literal('Ticket closed') }),
    },
    400: { description: "The If-Match header can't be parsed" },
    ...refused.agent,
    ...refused.ticket,
    409: contended,
    412: versionMismatch,
  },
} satisfies Contract;
