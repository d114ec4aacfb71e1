import { filterNames } from '#dashboard/model/messages.ts';
import { isDue } from '#dashboard/model/ticket.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { mistake } from './as-you-type.ts';
import * as words from './messages.ts';
import { searchedFrom, searchIn } from './searching.ts';

/** The id of the mistake, which describes the field. */
export const MISTAKE = 'search-mistake';

/** Says what is wrong with the query, and which tickets are searched. */
export function SearchNotes() {
  return (
    <>
      <p class="search-mistake" id={MISTAKE} role="status">
        {mistake.value?.text}
      </p>
      <Scope />
    </>
  );
}

/** Says that all tickets are searched, and offers the view where the search began, or the other way round. */
function Scope() {
  const desk = useDesk();
  const { filter, q } = desk.list.listing.value;
  const view = filter === 'all' ? searchedFrom.value?.filter : filter;
  if (q === '' || view === undefined || view === 'all' || isDue(view)) return null;
  const isNarrow = filter !== 'all';
  return (
    <p class="search-scope">
      {isNarrow ? words.searchesView(filterNames[view]) : words.searchesAll}{' '}
      <button class="quiet small" type="button" onClick={() => searchIn(desk, isNarrow ? 'all' : view)}>
        {isNarrow ? words.searchAll : words.onlyIn(filterNames[view])}
      </button>
    </p>
  );
}
