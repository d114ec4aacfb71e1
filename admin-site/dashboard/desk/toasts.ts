import { createModel, signal } from '@preact/signals';
import type { MessageKind } from '#core/ticket/entry.ts';

/** A message at the bottom left about a ticket; a `reason` says why something was not done. */
export interface Toast {
  readonly id: number;
  readonly title: string;
  readonly subject: string;
  readonly reason?: string;
  readonly undo?: () => void;
  /** The place that it links to: to a ticket, and there to what they wrote. */
  readonly goTo?: { readonly ticketId: string; readonly kind?: MessageKind };
}

const MAX_TOASTS = 3;

export type Toasts = InstanceType<typeof Toasts>;

/** Shows toasts, and undoes what they offer. */
export const Toasts = createModel(() => {
  const shown = signal<readonly Toast[]>([]);
  let count = 0;

  function dismiss(id: number | undefined): void {
    if (shown.value.some((toast) => toast.id === id)) shown.value = shown.value.filter((toast) => toast.id !== id);
  }

  function undoOffered(toast: Toast): void {
    dismiss(toast.id);
    toast.undo?.();
  }

  return {
    shown,
    /** Shows a toast. When there are too many, the oldest one that says that all is well makes room. */
    show(toast: Omit<Toast, 'id'>): number {
      count += 1;
      const all = [...shown.value, { ...toast, id: count }];
      const surplus = all.length > MAX_TOASTS ? (all.find(({ reason }) => reason === undefined) ?? all[0]) : undefined;
      shown.value = all.filter((one) => one !== surplus);
      return count;
    },
    dismiss,
    rename(id: number | undefined, title: string): void {
      shown.value = shown.value.map((toast) => (toast.id === id ? { ...toast, title } : toast));
    },
    /** Undoes the latest change that is still offered; returns whether there was one. */
    undo(): boolean {
      const toast = shown.value.findLast((offer) => offer.undo);
      if (toast) undoOffered(toast);
      return toast !== undefined;
    },
    undoOffered,
    clear(): void {
      shown.value = [];
    },
  };
});
