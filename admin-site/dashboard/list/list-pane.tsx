import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { listParameters, sortedViewOf } from '#dashboard/model/listing.ts';
import * as texts from '#dashboard/model/messages.ts';
import { isFromTop } from '#dashboard/model/ticket-list.ts';
import { focusSoon, LIST_HEADING } from '#dashboard/page/focus.ts';
import { markReplaced } from '#dashboard/page/replaced-controls.ts';
import { scrollerOf } from '#dashboard/page/scrolling.ts';
import { bulkParts } from '#dashboard/parts/bulk-parts.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { emptyList } from '#dashboard/parts/empty-list.ts';
import { searchParts } from '#dashboard/parts/search-parts.ts';
import { ListSkeleton } from '#dashboard/parts/skeletons.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import { ListFoot } from './list-foot.tsx';
import { Rows } from './rows.tsx';
import { SearchBox } from './search-box.tsx';
import { SortMenu } from './sort-menu.tsx';
import { SuppressedAdmins } from './suppressed-admins.tsx';
import { useHolding } from './use-holding.ts';
import { useReplacements } from './use-replacements.ts';

/** The list of tickets: search, order, what is new, rows; below them, where it moves none, who gets no mail about new ones. */
export function ListPane() {
  const desk = useDesk();
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useHolding(pane, scroller);
  const { listing, loaded: known, preview, refusal, found } = desk.list;
  const loaded = known.value;
  const more = desk.pages.more.value;
  const mayHaveRows = found.value.length > 0 || !(more === 'waiting' || more === 'loading');
  const isShown = (loaded && mayHaveRows) || preview.value || refusal.value;
  const key = listParameters(listing.value);
  const parts = searchParts.value;
  const bulk = bulkParts.value;
  const EmptyList = emptyList.value;
  const view = sortedViewOf(listing.value);
  const scrollToTop = () => scrollerOf(scroller.current)?.scrollTo(0, 0);
  useEffect(scrollToTop, [key]);

  useReplaced(pane, `${key} ${useReplacements(found.value)}`);

  const watchTop = () => {
    const atTop = (scrollerOf(scroller.current)?.scrollTop ?? 0) <= 0;
    if (atTop === desk.list.atTop.value) return;
    desk.list.atTop.value = atTop;
    if (atTop && !desk.list.held.value) desk.list.showWaiting();
  };
  const goToTop = (show: () => void) => () => {
    scrollToTop();
    desk.list.atTop.value = true;
    show();
    focusSoon(LIST_HEADING);
  };
  const showNew = goToTop(desk.list.showWaiting);
  const showTop = goToTop(desk.showTop);
  const body = () => {
    if (!isShown) return <ListSkeleton />;
    if (found.value.length > 0 && !refusal.value) return <Rows key={key} pane={pane} />;
    return EmptyList && (refusal.value || more !== 'failed') && <EmptyList />;
  };

  return (
    <section class="list" ref={pane} aria-labelledby={LIST_HEADING} aria-busy={!isShown} onScroll={watchTop}>
      <div class="list-head">
        <h2 id={LIST_HEADING} tabIndex={-1}>
          {listing.value.q !== ''
            ? texts.listSearch
            : view
              ? texts.sortNames[view]
              : texts.filterNames[listing.value.filter]}
        </h2>
        <SearchBox />
        <SortMenu />
        {bulk && <bulk.SelectButton />}
        {parts && <parts.SearchNotes />}
      </div>
      <div class="news">
        {loaded && !isFromTop(loaded) ? (
          <Pill onClick={showTop}>{texts.listShowTop}</Pill>
        ) : (
          desk.list.newCount.value > 0 && <Pill onClick={showNew}>{texts.newsMore(desk.list.newCount.value)}</Pill>
        )}
      </div>
      <div class="scroller" ref={scroller} onScroll={watchTop}>
        {body()}
        <ListFoot />
      </div>
      {bulk && <bulk.BulkBar />}
      <SuppressedAdmins />
    </section>
  );
}

/** Covers part of a row, which a click may be meant for when it appears. */
function Pill({ children, onClick }: { readonly children: ComponentChildren; readonly onClick: () => void }) {
  const pill = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const area = pill.current?.getBoundingClientRect();
    if (pill.current && area) markReplaced(pill.current, area, area);
  }, []);
  return (
    <button class="pill" type="button" ref={pill} onClick={onClick}>
      {children}
    </button>
  );
}
