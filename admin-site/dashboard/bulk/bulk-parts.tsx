import { effect } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { visible } from '#dashboard/model/text.ts';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { withKey } from '#dashboard/page/actions.ts';
import { adoptStyles } from '#dashboard/page/adopt-styles.ts';
import type { BulkParts } from '#dashboard/parts/bulk-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import css from './bulk.css';
import { bulkOf } from './bulk.ts';
import { BulkBar } from './bulk-bar.tsx';
import { SelectIcon } from './icons.tsx';
import { listenForMarks, rowOfKeys } from './keys.ts';
import * as words from './messages.ts';

adoptStyles(css);

/** The checkbox of a row. */
function RowMark({ ticket: { id, subject }, isTabStop }: { readonly ticket: Ticket; readonly isTabStop: boolean }) {
  const bulk = bulkOf(useDesk());
  const mark = (event: MouseEvent & { readonly currentTarget: HTMLInputElement }) => {
    if (event.shiftKey) bulk.markTo(id);
    else bulk.toggle(id);
    // What a click did to it may not be what was done.
    event.currentTarget.checked = bulk.marks.value.has(id);
  };
  return (
    <label class="row-mark" title={withKey('mark')}>
      <input
        type="checkbox"
        checked={bulk.marks.value.has(id)}
        aria-label={words.selectOne(visible(subject))}
        tabIndex={isTabStop ? 0 : -1}
        onClick={mark}
      />
    </label>
  );
}

/** Shows the checkboxes where no pointer hovers. */
function SelectButton() {
  const bulk = bulkOf(useDesk());
  const isOn = bulk.isShown.value;
  return (
    <button
      type="button"
      class="quiet select-mode"
      aria-pressed={isOn}
      aria-label={words.selectMode}
      title={words.selectMode}
      onClick={() => {
        if (isOn) bulk.clear();
        else bulk.isSelecting.value = true;
      }}
    >
      <SelectIcon />
    </button>
  );
}

/** Has the keys of one ticket act on the marked ones. */
function connect(desk: Desk): void {
  const bulk = bulkOf(desk);
  listenForMarks(desk, bulk);
  desk.forMany.value = (action) => {
    if (action !== 'mark') return bulk.workOf(action);
    const id = rowOfKeys(desk);
    return id === undefined ? undefined : () => bulk.toggle(id);
  };
  // A batch goes out although the page ends, but those that follow don't.
  const hold = (event: Event) => event.preventDefault();
  effect(() => {
    if (bulk.runs.phase.value) addEventListener('beforeunload', hold);
    else removeEventListener('beforeunload', hold);
  });
}

export const parts: BulkParts = { RowMark, SelectButton, BulkBar, connect };
