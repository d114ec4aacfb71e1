import * as z from 'zod/mini';
import { replyLimit } from '#core/text/draft-limits.ts';
import { messageKinds } from '#core/ticket/entry.ts';
import type { Contract } from '#http/edge/contract.ts';
import { idempotencyKey } from '#http/edge/idempotency-key.ts';
import { refusedChange } from '#http/edge/problems.ts';
import { text } from '#http/edge/text-field.ts';
import { attachmentsField } from './attachment-json.ts';
import { ticketPath, ticketResponse } from './get-ticket.ts';
import { addedJson } from './thread-json.ts';
import { filesMistakes } from './with-files.ts';

export const addReplyContract = {
  summary: 'Reply to a customer, or leave a note',
  description:
    'A reply is for the customer and moves an open ticket to `in_progress`. A reply to an unassigned ticket assigns it to you, if there is more than one agent (setting `assignOnReply`). A note is for agents only. `attachments` are files that you uploaded. `close` also closes the ticket. With an `Idempotency-Key`, repeating the request returns the first response and adds nothing.',
  path: ticketPath,
  headers: z.object({ 'if-match': z.optional(z.string()), 'idempotency-key': idempotencyKey }),
  body: {
    schema: z
      .strictObject({
        body: text(replyLimit),
        kind: z.enum(messageKinds, `must be one of ${messageKinds.join(', ')}`),
        close: z.optional(z.boolean('must be true or false')),
        attachments: attachmentsField,
      })
      .check(z.meta({ id: 'MessageDraft' })),
    types: ['application/json'],
  },
  responses: {
    200: { ...ticketResponse, description: 'The ticket, with only the new message', schema: addedJson },
    ...refusedChange,
    422: {
      description: `A missing, empty, unknown or too long field, or an Idempotency-Key used for other content; ${filesMistakes}`,
    },
  },
} satisfies Contract;
