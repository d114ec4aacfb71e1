import * as texts from '#dashboard/model/messages.ts';
import { withKey } from '#dashboard/model/shortcuts.ts';
import { focusOn, LIST_HEADING, rowId, SEARCH_FIELD } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { SearchIcon } from '#dashboard/parts/icons.tsx';

/** Searches what is loaded, letter by letter. */
export function SearchBox() {
  const desk = useDesk();
  const leave = (event: KeyboardEvent) => {
    const found = desk.list.found.value;
    const row = found.find(({ id }) => id === desk.conversation.selectedId.value) ?? found[0];
    const isCleared = event.key === 'Escape' && desk.list.query.value === '';
    if (event.key === 'Escape') desk.list.query.value = '';
    else if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (event.key !== 'Escape' || isCleared) focusOn(row ? rowId(row.id) : LIST_HEADING);
  };
  return (
    <search class="search">
      <SearchIcon />
      <input
        id={SEARCH_FIELD}
        type="search"
        aria-label={texts.listSearch}
        aria-keyshortcuts="/"
        title={withKey('search')}
        placeholder={texts.listSearch}
        autocomplete="off"
        spellcheck={false}
        value={desk.list.query.value}
        onInput={({ currentTarget }) => {
          desk.list.query.value = currentTarget.value;
        }}
        onKeyDown={leave}
      />
    </search>
  );
}
