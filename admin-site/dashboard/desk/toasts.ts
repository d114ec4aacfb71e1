import type { Signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';

/** What the agent is told at the bottom left about a ticket; a `reason` says why something was not done. */
export interface Toast {
  readonly id: number;
  readonly title: string;
  readonly subject: string;
  readonly reason?: string;
  readonly undo?: () => void;
  /** Where the agent can go because of it: to a ticket, and there to what they wrote. */
  readonly goTo?: { readonly ticketId: string; readonly kind?: MessageKind };
}

const MOST = 3;

export type ToastRack = ReturnType<typeof toastsOf>;

/** Shows toasts, and undoes what they offer. */
export function toastsOf(toasts: Signal<readonly Toast[]>) {
  let count = 0;

  /** Shows a toast. When there are too many, the oldest one that says that all is well makes room. */
  function notify(toast: Omit<Toast, 'id'>): number {
    count += 1;
    const all = [...toasts.peek(), { ...toast, id: count }];
    const surplus = all.length > MOST ? (all.find(({ reason }) => reason === undefined) ?? all[0]) : undefined;
    toasts.value = all.filter((one) => one !== surplus);
    return count;
  }

  function dismiss(id: number | undefined): void {
    if (toasts.peek().some((toast) => toast.id === id)) toasts.value = toasts.peek().filter((toast) => toast.id !== id);
  }

  function rename(id: number | undefined, title: string): void {
    toasts.value = toasts.peek().map((toast) => (toast.id === id ? { ...toast, title } : toast));
  }

  /** Undoes the latest change that is still offered; returns whether there was one. */
  function undo(): boolean {
    const toast = toasts.peek().findLast((offer) => offer.undo);
    if (toast) undoOffered(toast);
    return toast !== undefined;
  }

  function undoOffered(toast: Toast): void {
    dismiss(toast.id);
    toast.undo?.();
  }

  return { notify, dismiss, rename, undo, undoOffered };
}
