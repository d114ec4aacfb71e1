/** Returns whether a key made a click. Firefox counts such a click on a link as one, but it names no pointer. */
export const isKeyClick = (event: MouseEvent): boolean =>
  event.detail === 0 || (event instanceof PointerEvent && event.pointerType === '');
