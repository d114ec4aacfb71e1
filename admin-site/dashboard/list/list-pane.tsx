import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { isUnread } from '#dashboard/model/news.ts';
import { move } from '#dashboard/page/agent-actions.ts';
import { focusSoon, LIST_HEADING } from '#dashboard/page/focus.ts';
import { markReplaced } from '#dashboard/page/replaced-controls.ts';
import { scrollerOf } from '#dashboard/page/scrolling.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { ListSkeleton } from '#dashboard/parts/skeletons.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';
import { EmptyList } from './empty-list.tsx';
import { ListFoot } from './list-foot.tsx';
import { SearchBox } from './search-box.tsx';
import { SuppressedAdmins } from './suppressed-admins.tsx';
import { TicketRow } from './ticket-row.tsx';
import { useHolding } from './use-holding.ts';

/** The list of tickets: search, what is new, rows; below them, where it moves none, who gets no mail about new ones. */
export function ListPane() {
  const desk = useDesk();
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useHolding(pane, scroller);
  const filter = desk.list.filter.value;
  const loaded = desk.list.loaded.value !== undefined;
  const scrollToTop = () => scrollerOf(scroller.current)?.scrollTo(0, 0);
  useEffect(scrollToTop, [filter]);

  useReplaced(pane, desk.list.found.value.map(({ id }) => id).join());

  const watchTop = () => {
    const atTop = (scrollerOf(scroller.current)?.scrollTop ?? 0) <= 0;
    if (atTop === desk.list.atTop.value) return;
    desk.list.atTop.value = atTop;
    if (atTop && !desk.list.held.value) desk.list.showWaiting();
  };
  const showNew = () => {
    desk.list.showWaiting();
    scrollToTop();
    focusSoon(LIST_HEADING);
  };

  return (
    <section class="list" ref={pane} aria-labelledby={LIST_HEADING} aria-busy={!loaded} onScroll={watchTop}>
      <div class="list-head">
        <h2 id={LIST_HEADING} tabIndex={-1}>
          {texts.filterNames[filter]}
        </h2>
        <SearchBox />
      </div>
      <div class="news">
        {desk.list.newCount.value > 0 && <Pill onClick={showNew}>{texts.newsMore(desk.list.newCount.value)}</Pill>}
      </div>
      <div class="scroller" ref={scroller} onScroll={watchTop}>
        {loaded ? <Rows /> : <ListSkeleton />}
        <ListFoot />
      </div>
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

function Rows() {
  const desk = useDesk();
  const rows = desk.list.found.value;
  if (rows.length === 0) return <EmptyList />;
  const selectedId = desk.conversation.selectedId.value;
  const tabStop = rows.some(({ id }) => id === selectedId) ? selectedId : rows[0]?.id;
  const walk = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(desk, event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <ul aria-labelledby={LIST_HEADING} onKeyDown={walk}>
      {rows.map((ticket) => (
        <TicketRow
          key={ticket.id}
          ticket={ticket}
          filter={desk.list.filter.value}
          isSelected={ticket.id === selectedId}
          isTabStop={ticket.id === tabStop}
          unread={isUnread(ticket, desk.conversation.readVersions.value)}
        />
      ))}
    </ul>
  );
}
