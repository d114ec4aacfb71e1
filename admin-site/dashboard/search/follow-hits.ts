import { effect } from '@preact/signals';
import type { Term } from '#core/search/query.ts';
import { isUnread } from '#core/ticket/is-unread.ts';
import type { Desk } from '#dashboard/desk/desk.ts';
import { scrollerOf } from '#dashboard/page/scrolling.ts';
import { hitsIn } from './hits.ts';
import { termsOf } from './typed-query.ts';

/** The name of the highlight, for style sheets: `::highlight(search-hit)`. */
const NAME = 'search-hit';

/** The texts of people in rows and in the conversation, paragraph by paragraph. */
const TEXTS =
  '.row :is(.customer, .subject, .preview bdi:last-child), .letter :is(h2, .email, .author, :is(.message, .said) > *)';

/** An agent who scrolls, clicks or types goes where they want to go. */
const OWN_WAYS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Marks the words of the query wherever they are shown, as a highlight (https://www.w3.org/TR/css-highlight-api-1/): the page stays as it is, for screen
 * readers and translators, too, and nothing a customer writes becomes more than text. Browsers before Firefox 140 lack it. A ticket that is opened shows
 * its first hit, unless there is something to read at its end. Returns a function that ends that.
 */
export function followHits(desk: Desk): () => void {
  const { list, conversation } = desk;
  let terms: readonly Term[] = [];
  let selected: string | undefined;
  let read = conversation.readVersions.peek();
  let isToShowHit = false;
  let frame = 0;

  function mark(): readonly Range[] {
    const texts = terms.length === 0 ? [] : [...document.querySelectorAll(TEXTS)];
    const hits = texts.flatMap((text) => rangesIn(text, terms));
    if (typeof Highlight === 'function') CSS.highlights.set(NAME, new Highlight(...hits));
    return hits;
  }
  function showHit(): void {
    if (!isToShowHit) return;
    isToShowHit = false;
    const hit = mark().find(({ startContainer }) => startContainer.parentElement?.closest('.letter'));
    if (hit) bringIntoSight(hit);
  }
  const goOwnWay = () => {
    isToShowHit = false;
  };

  const watcher = new MutationObserver(mark);
  const ends = [
    effect(() => {
      terms = termsOf(list.listing.value.q);
      watcher.disconnect();
      const root = document.querySelector('main');
      if (root && terms.length > 0) watcher.observe(root, { childList: true, subtree: true, characterData: true });
      mark();
    }),
    effect(() => {
      const ticket = conversation.selected.value;
      const isRead = ticket !== undefined && conversation.threads.value.has(ticket.id);
      // What is selected counts as read from now on.
      if (ticket && ticket.id !== selected) isToShowHit = terms.length > 0 && !isUnread(ticket, read);
      selected = ticket?.id;
      read = conversation.readVersions.value;
      // Once it is drawn, before it is seen.
      if (isRead && isToShowHit) frame = requestAnimationFrame(showHit);
    }),
  ];
  for (const type of OWN_WAYS) addEventListener(type, goOwnWay, { capture: true, passive: true });
  return () => {
    for (const end of ends) end();
    watcher.disconnect();
    cancelAnimationFrame(frame);
    for (const type of OWN_WAYS) removeEventListener(type, goOwnWay, { capture: true });
    if (typeof Highlight === 'function') CSS.highlights.delete(NAME);
  };
}

/** Returns the hits in an element's text, which links may divide. */
function rangesIn(element: Element, terms: readonly Term[]): Range[] {
  const nodes: { readonly node: Node; readonly start: number; readonly end: number }[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = text.length;
    text += node.nodeValue ?? '';
    nodes.push({ node, start, end: text.length });
  }
  return hitsIn(text, terms).flatMap(({ start, end }) => {
    const first = nodes.find((one) => start < one.end);
    const last = nodes.find((one) => end <= one.end);
    if (!first || !last) return [];
    const range = document.createRange();
    range.setStart(first.node, start - first.start);
    range.setEnd(last.node, end - last.start);
    return [range];
  });
}

/** Scrolls the conversation, and nothing around it, unless the hit is in sight. */
function bringIntoSight(hit: Range): void {
  const scroller = scrollerOf(hit.startContainer.parentElement?.closest<HTMLElement>('.letter') ?? null);
  if (!scroller) return;
  const [place, view] = [hit.getBoundingClientRect(), scroller.getBoundingClientRect()];
  if (place.top >= view.top && place.bottom <= view.bottom) return;
  scroller.scrollTop += place.top - view.top - view.height / 3;
}
