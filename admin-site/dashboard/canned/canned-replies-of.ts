import { CannedReplies } from '#dashboard/desk/canned-replies.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { cannedReplyApi } from '#dashboard/wire/canned-reply-api.ts';

const known = new WeakMap<Desk, CannedReplies>();

/** Returns the canned replies of a desk. */
export function cannedRepliesOf(desk: Desk): CannedReplies {
  const { session } = desk;
  const canned =
    known.get(desk) ?? new CannedReplies({ session, cannedOf: ({ connection }) => cannedReplyApi(connection) });
  known.set(desk, canned);
  return canned;
}
