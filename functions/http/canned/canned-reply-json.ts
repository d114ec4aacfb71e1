import * as z from 'zod/mini';
import type { CannedReply } from '#core/canned/canned-reply.ts';
import { uuid } from '#http/edge/uuid.ts';
import { time } from '#http/ticket/ticket-json.ts';

/** The id of a canned reply, chosen by the client. */
export const cannedReplyId = uuid('must be a UUID in lower case');

/** A canned reply on the wire. */
export const cannedReplyJson = z
  .strictObject({ id: cannedReplyId, name: z.string(), body: z.string(), updated_at: time })
  .check(z.meta({ id: 'CannedReply' }));

export type CannedReplyJson = z.output<typeof cannedReplyJson>;

/** Maps a canned reply to its wire names. */
export const toCannedReplyJson = ({ id, name, body, updatedAt }: CannedReply): CannedReplyJson => ({
  id,
  name,
  body,
  updated_at: updatedAt,
});
