import * as z from 'zod/mini';
import { MAX_MERGED } from '#core/ticket/merge-tickets.ts';
import type { Contract } from '#http/edge/contract.ts';
import { refused, refusedChange, ticketMerged, versionMismatch } from '#http/edge/problems.ts';
import { ticketPath, ticketResponse } from './get-ticket.ts';
import { ticketId } from './ticket-json.ts';

const headers = z.object({ 'if-match': z.optional(z.string()) });

export const mergeTicketContract = {
  summary: 'Merge a ticket into another one of the same customer',
  description: `The ticket is closed, and in no list, count or search any more. The thread of the ticket \`into\`, which survives, has the messages of both in order of time; nothing is copied. What is written to the merged ticket, by whomever and by email, too, goes to the survivor. The survivor is as open as the more open of the two. A survivor has at most ${MAX_MERGED} merged tickets and can’t be merged itself until they are taken out. Merging it into the same ticket again changes nothing.`,
  path: ticketPath,
  headers,
  body: {
    schema: z.strictObject({ into: ticketId }).check(z.meta({ id: 'Merge' })),
    types: ['application/json'],
  },
  responses: {
    200: { ...ticketResponse, description: 'The merged ticket' },
    ...refusedChange,
    409: ticketMerged,
    422: {
      description: `\`into\` is missing, is no ticket of the same customer or the ticket itself, or already has ${MAX_MERGED} merged tickets; or others were merged into this ticket`,
    },
  },
} satisfies Contract;

export const unmergeTicketContract = {
  summary: 'Undo the merge of a ticket',
  description:
    'If the merge closed the ticket, it opens again with the status that it had. What was written since stays with the survivor. A ticket that isn’t merged stays as it is.',
  path: ticketPath,
  headers,
  responses: {
    200: ticketResponse,
    400: { description: "The If-Match header can't be parsed" },
    ...refused.agent,
    ...refused.ticket,
    409: refusedChange[409],
    412: versionMismatch,
  },
} satisfies Contract;
