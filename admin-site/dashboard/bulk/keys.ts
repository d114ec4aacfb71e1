import type { Desk } from '#dashboard/desk/desk.ts';
import { keyOf } from '#dashboard/model/shortcuts.ts';
import { isOneColumn, rowId } from '#dashboard/page/focus.ts';
import { isTyping, shortcutsAreOn } from '#dashboard/page/keyboard.ts';
import type { Bulk } from './bulk.ts';

const ROW = '.list a.row';

/** Returns the id of the row that keys are for: the selected one; where list and ticket are two screens, the one that has the focus. */
export function rowOfKeys(desk: Desk): string | undefined {
  const { activeElement } = document;
  const focused = desk.list.found.value.find(
    ({ id }) => activeElement?.closest('.list li')?.querySelector(ROW)?.id === rowId(id),
  );
  const selected = desk.conversation.selectedId.value;
  return isOneColumn() ? (focused?.id ?? selected) : (selected ?? focused?.id);
}

/** Lets Shift mark ranges, by key and by click, and Ctrl+A in the list mark what is loaded, then all that the list has. */
export function listenForMarks(desk: Desk, bulk: Bulk): void {
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    const isAtDesk = desk.session.api.value && !desk.isOnPage.value && !desk.invitation.value;
    if (event.defaultPrevented || !isAtDesk || !(target instanceof Element) || isTyping(target)) return;
    if (event.altKey) return;
    const hasCommand = event.ctrlKey || event.metaKey;
    if (event.shiftKey && !hasCommand && keyOf({ ...keyIn(event), shiftKey: false }) === 'x' && shortcutsAreOn()) {
      const id = rowOfKeys(desk);
      if (id !== undefined) bulk.markTo(id);
    } else if (hasCommand && !event.shiftKey && keyOf(keyIn(event)) === 'a' && target.closest('.list')) {
      event.preventDefault();
      markMore(desk, bulk);
    }
  });
  const rowClicked = (event: MouseEvent) =>
    event.shiftKey && event.target instanceof Element ? event.target.closest(ROW) : null;
  // Neither a new window nor a selection of text.
  document.addEventListener('mousedown', (event) => {
    if (rowClicked(event)) event.preventDefault();
  });
  document.addEventListener(
    'click',
    (event) => {
      const row = rowClicked(event);
      const ticket = row && desk.list.found.value.find(({ id }) => rowId(id) === row.id);
      if (!ticket) return;
      event.preventDefault();
      bulk.markTo(ticket.id);
    },
    true,
  );
}

const keyIn = ({ key, code, shiftKey }: KeyboardEvent) => ({ key, code, shiftKey });

/** Marks the loaded rows, or if they are, all tickets of the list. */
export function markMore(desk: Desk, bulk: Bulk): void {
  if (desk.list.found.value.every(({ id }) => bulk.marks.value.has(id))) void bulk.markFound();
  else bulk.markLoaded();
}
