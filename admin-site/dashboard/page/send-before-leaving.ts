import { effect } from '@preact/signals';
import type { Desk } from '#dashboard/desk/desk.ts';
import { isUndoable } from '#dashboard/model/outgoing-message.ts';

/**
 * Sends what waits to be undone when the page ends, and the status behind it. Not every browser sends what `pagehide` begins, so
 * `beforeunload` does it, too; that is listened to only while something waits, because with it a browser does not keep the page for Back.
 */
export function sendBeforeLeaving(desk: Desk): void {
  let isMailing = false;
  const flush = () => void desk.flush();
  const leave = () => {
    if (!isMailing) flush();
    isMailing = false;
  };
  // A link to an address looks as if it left the page (`beforeunload`), but opens another program.
  const input = ({ target }: Event) => {
    isMailing = target instanceof Element && target.closest('a[href^="mailto:"]') !== null;
  };
  for (const type of ['pointerdown', 'keydown', 'click'])
    addEventListener(type, input, { capture: true, passive: true });
  addEventListener('pagehide', flush);
  effect(() => {
    if (desk.outgoing.messages.value.some(isUndoable) || desk.tickets.pending.value.size > 0)
      addEventListener('beforeunload', leave);
    else removeEventListener('beforeunload', leave);
  });
}
