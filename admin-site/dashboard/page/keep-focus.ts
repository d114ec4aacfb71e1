import { focusOn, mainHeading, TICKET_HEADING } from './focus.ts';

/**
 * Keeps the focus on the page when what had it is gone, as a button is with what it offered: it goes to the heading of where it was. Keys
 * would act as if pressed nowhere.
 */
export function keepFocus(root: Element): void {
  let last: Element | null = null;
  let isInList = false;
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof Element ? target : null;
    isInList = last?.closest('.list') != null;
  });
  root.addEventListener('focusout', ({ target }) => {
    // An element that is being removed is still there when this event fires.
    queueMicrotask(() => {
      if (target === last && last?.isConnected) last = null;
    });
  });
  new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    last = null;
    focusOn(!isInList && document.getElementById(TICKET_HEADING) ? TICKET_HEADING : mainHeading());
  }).observe(root, { childList: true, subtree: true });
}
