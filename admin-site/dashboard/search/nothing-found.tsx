import { filterNames } from '#dashboard/model/messages.ts';
import { focusSoon, SEARCH_FIELD } from '#dashboard/page/focus.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { SearchIcon } from '#dashboard/parts/icons.tsx';
import { Sentence } from '#dashboard/parts/sentence.tsx';
import * as words from './messages.ts';
import { searchIn } from './searching.ts';
import { questionOf } from './typed-query.ts';

/** Says for what nothing was found, and how to go on. */
export function NothingFound() {
  const desk = useDesk();
  const { list } = desk;
  if (list.preview.value) return null;
  const isShort = list.loaded.value?.next !== undefined;
  const { filter } = list.listing.value;
  const isNarrow = filter !== 'all';
  const clear = () => {
    list.query.value = '';
    focusSoon(SEARCH_FIELD);
  };
  const widen = () => {
    searchIn(desk, 'all');
    focusSoon(SEARCH_FIELD);
  };
  return (
    <div class="empty">
      <SearchIcon />
      <h3>{words.noMatches}</h3>
      <p>
        <Sentence
          text={isShort ? words.noMatchesYet : words.noMatchesFor}
          parts={{ query: <bdi class="query">{questionOf(list.query.value)}</bdi> }}
        />{' '}
        {isNarrow && words.narrowHint(filterNames[filter])}
      </p>
      <p class="actions">
        {isNarrow && (
          <button type="button" onClick={widen}>
            {words.searchAll}
          </button>
        )}
        <button type="button" onClick={clear}>
          {words.clearSearch}
        </button>
      </p>
    </div>
  );
}
