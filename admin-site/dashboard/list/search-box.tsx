import { useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { withKey } from '#dashboard/page/actions.ts';
import { SEARCH_FIELD } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { SearchIcon } from '#dashboard/parts/icons.tsx';
import { searchNeeded, searchParts } from '#dashboard/parts/search-parts.ts';

/** The field of the search, which loads as soon as it is needed. */
export function SearchBox() {
  const desk = useDesk();
  const { query } = desk.list;
  const field = useRef<HTMLInputElement>(null);
  const parts = searchParts.value;
  return (
    <search class="search">
      <SearchIcon />
      {parts && <parts.Chips field={field} />}
      <input
        key="field"
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        aria-label={texts.listSearch}
        aria-keyshortcuts="/"
        title={withKey('search')}
        placeholder={texts.listSearch}
        autocomplete="off"
        spellcheck={false}
        value={parts?.textIn(query.value) ?? query.value}
        onFocus={() => {
          searchNeeded.value = true;
        }}
        onInput={(event) => {
          if (parts) parts.takeText(desk, event);
          else query.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => parts?.takeKey(desk, event)}
      />
      {parts && <parts.Suggestions field={field} />}
    </search>
  );
}
