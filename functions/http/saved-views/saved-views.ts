import * as z from 'zod/mini';
import { MAX_QUERY } from '#core/search/query.ts';
import { sorts } from '#core/search/sort.ts';
import { savedViewLimits } from '#core/text/draft-limits.ts';
import type { Contract } from '#http/edge/contract.ts';
import { contended, refused, unchanged } from '#http/edge/problems.ts';
import { line } from '#http/edge/text-field.ts';
import { pathId } from '#http/edge/uuid.ts';
import { countedViewJson, savedViewId, savedViewJson } from './saved-view-json.ts';

/** The highest position: a client numbers at most as many views as there may be, with gaps if it likes. */
const MAX_POSITION = 1_000_000;

export const listSavedViewsContract = {
  summary: 'List your saved views and the shared ones, with their counts',
  description:
    'Your own come first, then the shared ones, each by position. Counts that changed since are taken a few at a time: a response may have earlier ones or null, and then has no ETag, so that the next poll has more of them.',
  headers: unchanged.headers,
  responses: {
    200: { description: 'The saved views', schema: z.array(countedViewJson), headers: unchanged.tag },
    ...unchanged.response,
    ...refused.agent,
  },
} satisfies Contract;

export const putSavedViewContract = {
  summary: 'Save a view, or replace it',
  description:
    "The client chooses the id. A shared view is every agent's to see, change and delete; `assignee:me` in its query means whoever looks.",
  path: z.strictObject({ saved_view_id: savedViewId }),
  body: {
    schema: z
      .strictObject({
        name: line(savedViewLimits.name),
        query: z.string({ error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') }).check(
          z.refine((text) => text.isWellFormed(), 'contains an unpaired surrogate'),
          z.meta({ maxLength: MAX_QUERY, description: 'As in `q` of the list of tickets; empty for all tickets' }),
        ),
        sort: z.enum(sorts, `must be one of ${sorts.join(', ')}`),
        shared: z.boolean('must be true or false'),
        position: z
          .int(`must be a whole number from 0 to ${MAX_POSITION}`)
          .check(
            z.minimum(0, `must be a whole number from 0 to ${MAX_POSITION}`),
            z.maximum(MAX_POSITION, `must be a whole number from 0 to ${MAX_POSITION}`),
          ),
      })
      .check(z.meta({ id: 'SavedViewDraft' })),
    types: ['application/json'],
  },
  responses: {
    200: { description: 'The view as stored', schema: savedViewJson },
    400: { description: "The body can't be parsed" },
    ...refused.agent,
    409: contended,
    413: { description: 'The body is too large' },
    415: { description: 'The body is not JSON in UTF-8' },
    422: {
      description: `The id is not a UUID; a field is missing, unknown or wrong; the query has mistakes; or there are ${savedViewLimits.views} views already, of yours or shared`,
    },
  },
} satisfies Contract;

export const deleteSavedViewContract = {
  summary: 'Delete a saved view',
  path: z.strictObject({ saved_view_id: pathId() }),
  responses: {
    200: { description: 'The view no longer exists', schema: z.strictObject({ success: z.literal(true) }) },
    ...refused.agent,
    404: { description: 'You have no saved view with this id, and none is shared' },
    409: contended,
  },
} satisfies Contract;
