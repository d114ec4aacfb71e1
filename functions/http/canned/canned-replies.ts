import * as z from 'zod/mini';
import { cannedReplyLimits } from '#core/text/draft-limits.ts';
import type { Contract } from '#http/edge/contract.ts';
import { contended, refused } from '#http/edge/problems.ts';
import { line, text } from '#http/edge/text-field.ts';
import { cannedActionsJson, cannedReplyId, cannedReplyJson } from './canned-reply-json.ts';

const path = z.strictObject({ canned_reply_id: cannedReplyId });

export const listCannedRepliesContract = {
  summary: 'List the canned replies, by name',
  description: `At most ${cannedReplyLimits.replies}, unless more were imported; usually all are on the first page.`,
  query: z.strictObject({ cursor: z.optional(z.string()) }),
  responses: {
    200: {
      description: 'The canned replies',
      schema: z.array(cannedReplyJson),
      headers: { Link: 'The next page, path-relative, as `rel="next"` (RFC 8288); absent on the last one' },
    },
    400: { description: 'The cursor was tampered with or issued to another agent, or the reply before it was deleted' },
    ...refused.agent,
    422: { description: 'An unknown parameter' },
  },
} satisfies Contract;

export const saveCannedReplyContract = {
  summary: 'Add a canned reply, or replace it',
  description:
    'The client chooses the id. In `body`, clients fill in {first_name}, {customer_name}, {agent_name} and {ticket_number} when the reply is used; `{first_name|friend}` gives the words for a customer whose name is unknown. `actions` are what clients set on the ticket once the reply is sent; its `tags` are added to those that the ticket has.',
  path,
  body: {
    schema: z
      .strictObject({
        name: line(cannedReplyLimits.name),
        body: text(cannedReplyLimits.body),
        actions: z.optional(cannedActionsJson),
      })
      .check(z.meta({ id: 'CannedReplyDraft' })),
    types: ['application/json'],
  },
  responses: {
    200: { description: 'The canned reply as stored', schema: cannedReplyJson },
    400: { description: "The body can't be parsed" },
    ...refused.agent,
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: {
      description:
        'The id is not a UUID; a field is missing, empty, unknown or too long; the assignee is unknown or inactive; or there are too many canned replies, or they are too long together',
    },
  },
} satisfies Contract;

export const deleteCannedReplyContract = {
  summary: 'Delete a canned reply',
  description: 'Succeeds even if it was already deleted.',
  path,
  responses: {
    200: { description: 'The canned reply no longer exists', schema: z.strictObject({ success: z.literal(true) }) },
    ...refused.agent,
    422: { description: 'The id is not a UUID' },
  },
} satisfies Contract;
