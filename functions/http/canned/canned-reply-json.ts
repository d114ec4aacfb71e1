import * as z from 'zod/mini';
import type { CannedReply } from '#core/canned/canned-reply.ts';
import { uuid } from '#http/edge/uuid.ts';
import { time } from '#http/ticket/ticket-json.ts';
import { ticketChange } from '#http/ticket/update-ticket.ts';

/** The id of a canned reply, chosen by the client. */
export const cannedReplyId = uuid('must be a UUID in lower case');

const { status, assignee, tags } = ticketChange.shape;

/** The values that sending a canned reply sets on its ticket; null or empty for none. */
export const cannedActionsJson = z.nullable(
  z.strictObject({ status, assignee, tags }, 'must be an object, or null').check(z.meta({ id: 'CannedReplyActions' })),
);

/** A canned reply on the wire. */
export const cannedReplyJson = z
  .strictObject({ id: cannedReplyId, name: z.string(), body: z.string(), actions: cannedActionsJson, updated_at: time })
  .check(z.meta({ id: 'CannedReply' }));

export type CannedReplyJson = z.output<typeof cannedReplyJson>;

/** Maps a canned reply to its wire names. */
export const toCannedReplyJson = ({ id, name, body, actions, updatedAt }: CannedReply): CannedReplyJson => ({
  id,
  name,
  body,
  actions: actions ? { ...actions, tags: actions.tags && [...actions.tags] } : null,
  updated_at: updatedAt,
});
