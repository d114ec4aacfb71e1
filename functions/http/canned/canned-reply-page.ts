import { byName, type CannedReply } from '#core/canned/canned-reply.ts';
import { type CursorKey, invalidCursor, openCursor, sealCursor } from '#http/edge/cursor.ts';
import { fitting } from '#http/edge/fitting.ts';
import { type CannedReplyJson, toCannedReplyJson } from './canned-reply-json.ts';

const LIST = 'canned replies';

/**
 * Returns the wire form of the canned replies after a cursor, by name, as many as fit into a response, and the path and query of the next page, if
 * there is one. Throws `invalid_cursor`, also if the reply the cursor was issued for was deleted.
 */
export function cannedReplyPage(
  replies: readonly CannedReply[],
  key: CursorKey,
  cursor?: string,
): { body: readonly CannedReplyJson[]; next: string | undefined } {
  const rows = replies.toSorted(byName).map(toCannedReplyJson);
  const start = cursor === undefined ? 0 : after(rows, openCursor(key, LIST, cursor));
  const body = fitting(rows.slice(start), '');
  const last = body.at(-1);
  const next = last && start + body.length < rows.length ? sealCursor(key, LIST, last.id) : undefined;
  return { body, next: next && `/api/admin/canned-replies?cursor=${next}` };
}

function after(rows: readonly { readonly id: string }[], id: string): number {
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) throw invalidCursor();
  return index + 1;
}
