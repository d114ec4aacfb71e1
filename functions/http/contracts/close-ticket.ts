import * as z from 'zod/mini';
import type { Contract } from '../contract.ts';
import { ticketPath } from './get-ticket.ts';
import { refused } from './problems.ts';

export const closeTicketContract = {
  summary: 'Close a ticket',
  description: 'Closing a closed ticket answers the same and changes nothing.',
  path: ticketPath,
  answers: {
    200: {
      description: 'The ticket is closed',
      schema: z.strictObject({ success: z.literal(true), message: z.literal('Ticket closed') }),
    },
    ...refused.agent,
    ...refused.ticket,
  },
} satisfies Contract;
