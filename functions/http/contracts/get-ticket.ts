import * as z from 'zod/mini';
import type { Contract } from '../contract.ts';
import { ticketId, ticketJson } from '../ticket-json.ts';
import { refused } from './problems.ts';

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
  summary: 'Get a ticket',
  path: ticketPath,
  answers: { 200: ticketAnswer, ...refused.agent, ...refused.ticket },
} satisfies Contract;
