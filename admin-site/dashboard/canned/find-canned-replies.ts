import type { CannedReply } from '#core/canned/canned-reply.ts';
import { bestMatches } from '#dashboard/model/rank.ts';

/** The replies with all words of `query` in name or text, case and accents aside; those that match best first, others in their order. */
export const findCannedReplies = (replies: readonly CannedReply[], query: string): readonly CannedReply[] =>
  bestMatches(replies, query, ({ name, body }) => ({ text: name, more: body }));
