import type { Desk } from '#dashboard/desk/desk.ts';
import { HeldMails } from '#dashboard/desk/held-mail.ts';
import { heldMailApi } from '#dashboard/wire/held-mail-api.ts';

const known = new WeakMap<Desk, HeldMails>();

/** Returns the held mail of a desk, which is read from the first time on that it is asked for. */
export function heldMailsOf(desk: Desk): HeldMails {
  const { session, tickets } = desk;
  const held =
    known.get(desk) ??
    new HeldMails({
      session,
      tickets,
      heldMailOf: ({ connection }) => heldMailApi(connection),
      clock: Date.now,
      startTimer: (milliseconds, act) => {
        const timer = setTimeout(act, milliseconds);
        return () => clearTimeout(timer);
      },
      isVisible: () => document.visibilityState === 'visible',
    });
  known.set(desk, held);
  return held;
}
