import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Ticket } from '#dashboard/model/ticket.ts';
import { isFromTop } from '#dashboard/model/ticket-list.ts';
import { scrollerOf } from '#dashboard/page/scrolling.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** The fewest rows that are rendered, if the list has them: more than fit on a screen. */
const RENDERED = 50;
/** The window of rendered rows moves by so many at a time. */
const STEP = 5;
/** Rows are loaded while so many are left beyond those in sight. */
const AHEAD = 30;

/**
 * Watches which rows, all of the same height, are in sight: loads what follows them, and keeps the first in its place when others come or go above.
 * Returns the part of the rows to be rendered.
 */
export function useSight(
  pane: RefObject<HTMLElement | null>,
  list: RefObject<HTMLElement | null>,
  rows: readonly Ticket[],
) {
  const desk = useDesk();
  const [[first, last], setRendered] = useState([0, RENDERED]);
  const [isPrinted, setPrinted] = useState(false);
  const seen = useRef({ ids: [] as readonly string[], offset: 0, scrollTop: 0 });
  const latest = useRef(rows);
  latest.current = rows;

  const scroller = () => scrollerOf(list.current?.parentElement ?? null);
  const look = () => {
    const [view, area] = [scroller()?.getBoundingClientRect(), list.current?.getBoundingClientRect()];
    const height = (area?.height ?? 0) / latest.current.length;
    if (!view || !area || !(height > 0)) return;
    const from = Math.max(0, Math.floor((view.top - area.top) / height));
    const to = Math.max(from + 1, Math.ceil((view.bottom - area.top) / height));
    const ids = latest.current.slice(from, to).map(({ id }) => id);
    seen.current = { ids, offset: area.top + from * height - view.top, scrollTop: scroller()?.scrollTop ?? 0 };
    if (ids.join() !== desk.list.inSight.peek()?.join()) desk.list.inSight.value = ids;
    const half = Math.max(RENDERED, to - from + 2 * STEP) / 2;
    const start = Math.max(0, Math.floor(((from + to) / 2 - half) / STEP) * STEP);
    setRendered((now) => (now[0] === start && now[1] === start + 2 * half ? now : [start, start + 2 * half]));
    if (desk.list.query.peek().trim() !== '') return;
    if (to > latest.current.length - AHEAD && desk.pages.more.peek() === 'waiting') void desk.pages.loadMore();
    if (from < AHEAD && desk.pages.earlier.peek() === 'waiting') void desk.pages.loadEarlier();
  };

  useLayoutEffect(() => {
    const { ids, offset, scrollTop } = seen.current;
    const loaded = desk.list.loaded.peek();
    const place = rows.findIndex(({ id }) => ids.includes(id));
    if (place >= 0 && loaded && !(desk.list.atTop.peek() && isFromTop(loaded))) {
      const [view, area] = [scroller(), list.current?.getBoundingClientRect()];
      const scrolled = (view?.scrollTop ?? 0) - scrollTop;
      // The first row that is still there may not have been the first in sight.
      const height = (area?.height ?? 0) / rows.length;
      const before = offset - scrolled + ids.indexOf(rows[place]?.id ?? '') * height;
      const moved = (area?.top ?? 0) + place * height - (view?.getBoundingClientRect().top ?? 0) - before;
      if (Math.abs(moved) >= 1) view?.scrollBy(0, moved);
    }
    look();
  }, [rows, desk.pages.more.value, desk.pages.earlier.value]);

  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    pane.current?.addEventListener('scroll', look, { signal, capture: true, passive: true });
    addEventListener('beforeprint', () => setPrinted(true), { signal });
    addEventListener('afterprint', () => setPrinted(false), { signal });
    const resized = new ResizeObserver(look);
    for (const element of [pane.current, list.current]) if (element) resized.observe(element);
    return () => {
      ended.abort();
      resized.disconnect();
      desk.list.inSight.value = [];
    };
  }, []);

  return isPrinted ? { first: 0, last: rows.length } : { first, last };
}
