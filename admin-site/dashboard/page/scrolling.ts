/** The element that scrolls a part of a pane: the part itself, or on a low screen the whole pane. */
export function scrollerOf(part: HTMLElement | null): HTMLElement | null {
  if (!part || getComputedStyle(part).overflowY !== 'visible') return part;
  return part.closest<HTMLElement>('.list, .ticket');
}
