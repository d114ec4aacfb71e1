import * as z from 'zod/mini';
import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import type { Contract } from '#http/edge/contract.ts';
import { contended, refused } from '#http/edge/problems.ts';
import { text } from '#http/edge/text-field.ts';
import { cannedReplyId, cannedReplyJson } from './canned-reply-json.ts';

const path = z.strictObject({ canned_reply_id: cannedReplyId });

/** Text on one line with something visible in it: blanks, the first visible character, the rest. Without a lookahead, so that any generator can read it. */
const LINE =
  /^[\p{Zs}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}]*[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb\u{1d159}][^\p{Cc}\u2028\u2029]*$/u;

/** Text that a menu shows on one line. */
const line = (max: number) =>
  text(max).check(
    z.refine((value) => !/[\p{Cc}\u2028\u2029]/u.test(value), 'must be on one line, without control characters'),
    z.meta({ pattern: LINE.source }),
  );

export const listCannedRepliesContract = {
  summary: 'List the canned replies, by name',
  description: `There are at most ${cannedReplyLimits.replies}, unless more were imported; mostly they all are on the first page.`,
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  answers: {
    200: {
      description: 'The canned replies',
      schema: z.array(cannedReplyJson),
      headers: { Link: 'Those that had no room, path-relative, as `rel="next"` (RFC 8288); absent if there are none' },
    },
    400: { description: 'The cursor is tampered with or of another agent, or the reply that it followed is gone' },
    ...refused.agent,
    422: { description: 'An unknown parameter' },
  },
} satisfies Contract;

export const saveCannedReplyContract = {
  summary: 'Add a canned reply, or replace it',
  description:
    'The client makes the id. In `body`, clients fill in {customer_name} and {ticket_number} where the reply is used.',
  path,
  body: {
    schema: z
      .strictObject({ name: line(cannedReplyLimits.name), body: text(cannedReplyLimits.body) })
      .check(z.meta({ id: 'CannedReplyDraft' })),
    types: ['application/json'],
  },
  answers: {
    200: { description: 'The canned reply as it is stored', schema: cannedReplyJson },
    400: { description: 'The body cannot be parsed' },
    ...refused.agent,
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: {
      description:
        'An id that is no UUID; a missing, empty, unknown or too long field; or too many canned replies, or too long ones, beside it',
    },
  },
} satisfies Contract;

export const deleteCannedReplyContract = {
  summary: 'Delete a canned reply',
  description: 'Deleting one that is gone answers the same.',
  path,
  answers: {
    200: { description: 'The canned reply is gone', schema: z.strictObject({ success: z.literal(true) }) },
    ...refused.agent,
    422: { description: 'An id that is no UUID' },
  },
} satisfies Contract;
