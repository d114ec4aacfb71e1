import type { CannedReply } from '#core/canned/canned-reply.ts';
import type { CannedReplyApi } from '#dashboard/wire/canned-reply-api.ts';

/** A desk's canned replies, without a desk. */
export function cannedRepliesInMemory(...replies: readonly CannedReply[]): CannedReplyApi {
  const stored = new Map(replies.map((reply) => [reply.id, reply]));
  return {
    all: async () => [...stored.values()],
    save: async (draft) => {
      const saved = { ...draft, updatedAt: '2026-11-24T10:00:00.000000000Z' };
      stored.set(saved.id, saved);
      return saved;
    },
    remove: async (id) => void stored.delete(id),
  };
}
