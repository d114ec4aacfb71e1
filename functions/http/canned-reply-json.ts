import * as z from 'zod/mini';
import type { CannedReply } from '../core/canned-reply.ts';
import { time } from './ticket-json.ts';

/** What a client may call a canned reply: a UUID of any version, in lower case. */
export const cannedReplyId = z
  .string()
  .check(
    z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a UUID in lower case'),
    z.meta({ format: 'uuid' }),
  );

/** A canned reply on the wire. */
export const cannedReplyJson = z
  .strictObject({ id: cannedReplyId, name: z.string(), body: z.string(), updated_at: time })
  .check(z.meta({ id: 'CannedReply' }));

/** Maps a canned reply to its wire names. */
export const toCannedReplyJson = ({ id, name, body, updatedAt }: CannedReply): z.output<typeof cannedReplyJson> => ({
  id,
  name,
  body,
  updated_at: updatedAt,
});
