import type { ThreadEntry } from '#dashboard/model/thread.ts';
import type { EntryJson } from '#http/ticket/entry-json.ts';

/** Maps an entry of a thread from its wire names. */
export const readEntry = ({
  created_at: createdAt,
  message,
  rule,
  closes_at: closesAt,
  ...entry
}: EntryJson): ThreadEntry => ({
  ...entry,
  createdAt,
  message,
  ruledBy: rule ?? undefined,
  closesAt: closesAt ?? undefined,
});
