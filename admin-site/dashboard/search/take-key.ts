import type { Desk } from '#dashboard/desk/desk.ts';
import { focusOn, LIST_HEADING, rowId } from '#dashboard/page/focus.ts';
import { askNow } from './as-you-type.ts';

/** Escape clears the query and then leaves for the rows, as ArrowDown does; Enter asks what is typed, and leaves once that is answered. */
export function takeKey(desk: Desk, event: KeyboardEvent): void {
  const { query, found } = desk.list;
  const { key } = event;
  if (key !== 'Escape' && key !== 'Enter' && key !== 'ArrowDown') return;
  event.preventDefault();
  if (key === 'Escape' && query.value !== '') query.value = '';
  else if (key !== 'Enter' || !askNow(desk)) {
    const rows = found.value;
    const row = rows.find(({ id }) => id === desk.conversation.selectedId.value) ?? rows[0];
    focusOn(row ? rowId(row.id) : LIST_HEADING);
  }
}
