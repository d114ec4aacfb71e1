import * as z from 'zod/mini';
import type { Contract } from '#http/edge/contract.ts';
import { refused } from '#http/edge/problems.ts';
import { ticketPath } from './get-ticket.ts';

export const markReadContract = {
  summary: 'Record which version of a ticket you have read',
  description: 'Changes nothing about the ticket. An earlier version than the one recorded changes nothing at all.',
  path: ticketPath,
  body: {
    schema: z
      .strictObject({ version: z.int('must be a whole number').check(z.positive('must be at least 1')) })
      .check(z.meta({ id: 'ReadMark' })),
    types: ['application/json'],
  },
  responses: {
    204: { description: 'Recorded' },
    400: { description: 'The body cannot be parsed' },
    ...refused.agent,
    ...refused.ticket,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: { description: "A missing or unknown field, or a version above the ticket's" },
  },
} satisfies Contract;
