import * as z from 'zod/mini';
import type { Contract } from '../contract.ts';
import { ticketId, ticketJson } from '../ticket-json.ts';
import { refused } from './problems.ts';

export const ticketPath = z.strictObject({ ticket_id: ticketId });

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
