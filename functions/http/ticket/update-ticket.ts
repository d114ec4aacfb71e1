import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refusedChange } from '#http/edge/problems.ts';
import { ticketPath, ticketResponse } from './get-ticket.ts';
import { status } from './ticket-json.ts';

export const updateTicketContract = {
  summary: 'Change a ticket',
  description:
    'Sets the status. `open` reopens a closed ticket with the status it had before closing; setting the current status changes nothing.',
  path: ticketPath,
  headers: z.object({ 'if-match': z.optional(z.string()) }),
  body: { schema: z.strictObject({ status }).check(z.meta({ id: 'TicketChange' })), types: ['application/json'] },
  responses: {
    200: ticketResponse,
    ...refusedChange,
    422: { description: 'An unknown status or field' },
  },
} satisfies Contract;
