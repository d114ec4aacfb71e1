import { useRef } from 'preact/hooks';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { isFromTop } from '#dashboard/model/ticket-list.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** Counts how often a row in sight became another one, which it doesn't by scrolling, nor when more are loaded. */
export function useReplacements(rows: readonly Ticket[]): number {
  const { inSight, atTop, loaded } = useDesk().list;
  const count = useRef(0);
  const before = useRef(rows);
  if (before.current === rows) return count.current;
  before.current = rows;
  const seen = inSight.peek() ?? [];
  const known = loaded.peek();
  // Rows above those in sight push them down at the list's top only.
  const isPushed = atTop.peek() && known !== undefined && isFromTop(known);
  const start = isPushed
    ? 0
    : Math.max(
        0,
        rows.findIndex(({ id }) => seen.includes(id)),
      );
  const now = rows.slice(start, start + seen.length).map(({ id }) => id);
  if (seen.length === 0 || now.join() !== seen.join()) count.current += 1;
  return count.current;
}
