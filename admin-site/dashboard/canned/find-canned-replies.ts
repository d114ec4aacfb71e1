import type { CannedReply } from '#core/canned/canned-reply.ts';
import { foldText } from '#core/text/fold-text.ts';

/** The replies that hold `query` in name or text, case and accents aside; those whose name holds it first. */
export function findCannedReplies(replies: readonly CannedReply[], query: string): readonly CannedReply[] {
  const sought = foldText(query);
  const named = replies.filter(({ name }) => foldText(name).includes(sought));
  const holding = replies.filter((reply) => !named.includes(reply) && foldText(reply.body).includes(sought));
  return [...named, ...holding];
}
