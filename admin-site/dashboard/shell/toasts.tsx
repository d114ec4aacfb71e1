import { useEffect, useRef, useState } from 'preact/hooks';
import type { Toast } from '#dashboard/desk/toasts.ts';
import * as texts from '#dashboard/model/messages.ts';
import { visible } from '#dashboard/model/text.ts';
import { withKey } from '#dashboard/page/actions.ts';
import { goToTicket, undo } from '#dashboard/page/agent-actions.ts';
import { useDesk } from '#dashboard/parts/desk-context.ts';
import { CrossIcon } from '#dashboard/parts/icons.tsx';
import { useReplaced } from '#dashboard/parts/use-replaced.ts';

const OFFERED_FOR_MS = 10_000;
const TOLD_FOR_MS = 20_000;
/** A text that came back waits for the agent. */
const LEADS_FOR_MS = 60_000;

/** Done actions with their undo, and failed ones; announced politely to screen readers. */
export function Toasts() {
  const desk = useDesk();
  const stack = useRef<HTMLDivElement>(null);
  useReplaced(stack, desk.toasts.shown.value.map(({ id }) => id).join());
  return (
    <div class="toasts" ref={stack} role="status" aria-label={texts.notifications}>
      {desk.toasts.shown.value.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

const shownFor = ({ reason, goTo }: Toast): number =>
  reason === undefined ? OFFERED_FOR_MS : goTo ? LEADS_FOR_MS : TOLD_FOR_MS;

/** Leaves by itself, but not while it is pointed at or has the focus. */
function ToastItem({ toast }: { readonly toast: Toast }) {
  const desk = useDesk();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => desk.toasts.dismiss(toast.id), shownFor(toast));
    return () => clearTimeout(timer);
  }, [held, desk, toast]);
  const goTo = ({ id, goTo }: Toast) => {
    desk.toasts.dismiss(id);
    if (goTo) goToTicket(desk, goTo);
  };
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pausing is no interaction of its own; it only gives more time
    <div
      class={toast.reason === undefined ? 'toast' : 'toast failed'}
      onMouseEnter={hold}
      onMouseLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      <p>
        <strong>{toast.title}</strong> <bdi>{visible(toast.subject)}</bdi>
        {toast.reason !== undefined && <span class="reason">{texts.toastReason(toast.reason)}</span>}
      </p>
      {toast.undo && (
        <button type="button" title={withKey('undo')} aria-keyshortcuts="z" onClick={() => undo(desk, toast)}>
          {texts.undo} <kbd class="for-keys">z</kbd>
        </button>
      )}
      {toast.goTo && (
        <button type="button" onClick={() => goTo(toast)}>
          {texts.toastGoTo}
        </button>
      )}
      <button class="quiet" type="button" aria-label={texts.toastDismiss} onClick={() => desk.toasts.dismiss(toast.id)}>
        <CrossIcon />
      </button>
    </div>
  );
}
