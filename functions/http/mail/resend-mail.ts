import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';
import { deliveryJson } from '#http/ticket/entry-json.ts';
import { ticketPath } from '#http/ticket/get-ticket.ts';

export const resendMailContract = {
  summary: 'Send the mail about a message again',
  description:
    'Sends it to the customer’s current address. `message_id` is the id of a reply’s entry, or the ticket’s own id for its confirmation.',
  path: z.extend(ticketPath, { message_id: ticketPath.shape.ticket_id }),
  responses: {
    200: { description: 'The mail is queued', schema: deliveryJson },
    ...refused.agent,
    404: { description: 'There is no such ticket or message' },
    409: { description: 'The mail neither failed nor has an unknown outcome, or the desk sends none' },
  },
} satisfies Contract;
