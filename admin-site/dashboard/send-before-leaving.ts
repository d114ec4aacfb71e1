import { effect } from '@preact/signals';
import type { Desk } from './desk.ts';
import { isUndoable } from './outgoing-message.ts';

/**
 * Sends what waits to be undone when the page ends. Not every browser sends what `pagehide` begins, so `beforeunload` does it, too; that
 * is listened to only while something waits, because with it a browser does not keep the page for Back.
 */
export function sendBeforeLeaving(desk: Desk): void {
  const flush = () => void desk.flush();
  addEventListener('pagehide', flush);
  effect(() => {
    if (desk.outgoing.value.some(isUndoable)) addEventListener('beforeunload', flush);
    else removeEventListener('beforeunload', flush);
  });
}
