import * as z from 'zod/mini';
import { draftLimits } from '#core/text/draft-limits.ts';
import { bodyTypes, type Contract } from '#http/edge/contract.ts';
import { idempotencyKey } from '#http/edge/idempotency-key.ts';
import { contended, refused } from '#http/edge/problems.ts';
import { text } from '#http/edge/text-field.ts';
import { attachmentsField } from './attachment-json.ts';
import { ticketId } from './ticket-json.ts';
import { filesDescription, filesMistakes, withFiles } from './with-files.ts';

export const submitTicketContract = {
  summary: 'Submit a ticket',
  description: `Stores a ticket for a customer who bought credits. With an \`Idempotency-Key\`, repeating the request returns the first response and creates no second ticket. ${filesDescription}`,
  headers: z.object({ 'idempotency-key': idempotencyKey }),
  body: {
    schema: z
      .strictObject({
        subject: text(draftLimits.subject),
        message: text(draftLimits.message),
        attachments: attachmentsField,
      })
      .check(z.meta({ id: 'TicketDraft' })),
    types: bodyTypes,
    ...withFiles,
  },
  responses: {
    200: {
      description: 'The ticket was stored',
      schema: z.strictObject({
        success: z.literal(true),
        ticket_id: ticketId,
        support_level: z.string(),
        email: z.string(),
      }),
    },
    400: { description: "The body can't be parsed" },
    ...refused.customer,
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: "The body's type or charset isn't supported" },
    422: {
      description: `A missing, empty, unknown or too long field, or an Idempotency-Key used for other content; ${filesMistakes}`,
    },
  },
} satisfies Contract;
