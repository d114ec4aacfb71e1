import * as z from 'zod/mini';
import { draftLimits } from '../../core/draft-limits.ts';
import { codePoints, normalizeText } from '../../core/text.ts';
import { bodyTypes, type Contract } from '../contract.ts';
import { ticketId } from '../ticket-json.ts';
import { refused } from './problems.ts';

/** Text of 1 to `max` code points after normalization. JSON Schema counts code points too (RFC 8259 characters), but does not trim. */
function text(max: number) {
  return z
    .string({
      error: ({ input }) =>
        input === undefined ? 'is missing' : Array.isArray(input) ? 'is given more than once' : 'must be text',
    })
    .check(
      z.overwrite(normalizeText),
      z.check((context) => {
        const mistake = textMistake(context.value, max);
        if (mistake) context.issues.push({ code: 'custom', message: mistake, input: context.value });
      }),
      z.meta({ minLength: 1, maxLength: max, pattern: '\\S' }),
    );
}

function textMistake(value: string, max: number): string | undefined {
  if (value === '') return 'is empty';
  if (!value.isWellFormed()) return 'contains half of a surrogate pair';
  if (codePoints(value) > max) return `is longer than ${max} characters`;
  return undefined;
}

export const submitTicketContract = {
  summary: 'Submit a ticket',
  description:
    'Stores a ticket for a customer who bought credits. With an `Idempotency-Key`, repeating the request answers as the first time and makes no second ticket.',
  headers: z.object({
    'idempotency-key': z.optional(
      z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')),
    ),
  }),
  body: {
    schema: z
      .strictObject({ subject: text(draftLimits.subject), message: text(draftLimits.message) })
      .check(z.meta({ id: 'TicketDraft' })),
    types: bodyTypes,
  },
  answers: {
    200: {
      description: 'The ticket is stored',
      schema: z.strictObject({
        success: z.literal(true),
        ticket_id: ticketId,
        support_level: z.string(),
        email: z.string(),
      }),
    },
    400: { description: 'The body cannot be parsed' },
    ...refused.customer,
    413: { description: 'The body is too large' },
    415: { description: 'The body is of a type or charset that is not read' },
    422: { description: 'A missing, empty, unknown or too long field, or an Idempotency-Key used for other content' },
  },
} satisfies Contract;
