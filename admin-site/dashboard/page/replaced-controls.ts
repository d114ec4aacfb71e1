import { isKeyClick } from './key-click.ts';

/** The time for which a control that just replaced another ignores clicks, in milliseconds: as long as a double click may take. */
const IGNORED_MS = 500;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Replaced {
  readonly area: DOMRect;
  /** The element whose controls they are now; undefined if it left the area, whatever is there instead. */
  readonly element: Element | undefined;
  readonly until: number;
}

let pointer: Point | undefined;
let replaced: readonly Replaced[] = [];
let isMisdirected = false;

/**
 * Marks the controls of an element that fills the area `now`, and filled another one `before`, as replaced, if the pointer is there: a
 * click in the next half second was meant for what was there. A pointer elsewhere has yet to come, and sees what it clicks.
 */
export function markReplaced(element: Element, before: DOMRect, now: DOMRect): void {
  if (!pointer) return;
  const until = performance.now() + IGNORED_MS;
  replaced = replaced.filter((one) => one.until > performance.now());
  if (contains(now, pointer)) replaced = [...replaced, { area: now, element, until }];
  else if (contains(before, pointer)) replaced = [...replaced, { area: before, element: undefined, until }];
}

/** The distance that a finger strays between two taps, in pixels. */
const STRAYS_PX = 40;

/** Marks what is around the pointer as replaced, because another screen covers the one before. */
export function markReplacedScreen(): void {
  if (!pointer) return;
  const around = new DOMRect(pointer.x - STRAYS_PX, pointer.y - STRAYS_PX, 2 * STRAYS_PX, 2 * STRAYS_PX);
  markReplaced(document.documentElement, around, around);
}

const wasReplaced = (target: EventTarget | null, at: Point): boolean =>
  replaced.some(
    ({ area, element, until }) =>
      until > performance.now() &&
      contains(area, at) &&
      (!element || (target instanceof Node && element.contains(target))),
  );

/** Makes the page ignore clicks that were meant for controls which are gone, and Enter that is held down. Other keys follow the focus. */
export function ignoreMisdirectedInput(): void {
  const follow = ({ clientX: x, clientY: y }: PointerEvent) => {
    pointer = { x, y };
  };
  const early = { capture: true, passive: true };
  addEventListener('pointermove', follow, early);
  addEventListener(
    'pointerdown',
    (event) => {
      follow(event);
      isMisdirected = wasReplaced(event.target, { x: event.clientX, y: event.clientY });
    },
    early,
  );
  // The press of a mouse would take the focus along.
  addEventListener('mousedown', (event) => isMisdirected && swallow(event), true);
  addEventListener(
    'click',
    (event) => {
      if (isMisdirected && !isKeyClick(event)) swallow(event);
      isMisdirected = false;
    },
    true,
  );
  addEventListener('keydown', (event) => isHeldEnter(event) && swallow(event), true);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Enter presses buttons and sends as long as it is held, except where it begins a new line. */
const isHeldEnter = ({ key, repeat, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  repeat && key === 'Enter' && (ctrlKey || metaKey || !(target instanceof HTMLTextAreaElement));

const contains = ({ left, right, top, bottom }: DOMRect, { x, y }: Point): boolean =>
  left <= x && x < right && top <= y && y < bottom;
