import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import * as texts from '#dashboard/model/messages.ts';
import { CrossIcon } from './icons.tsx';

interface ModalProps {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** A dialog over everything else; Escape, a click beside it and its cross close it, and the focus returns. */
export function Modal({ label, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    keepCaret(document.activeElement);
    dialog.current?.showModal();
  }, []);
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the dialog's own key
    <dialog
      ref={dialog}
      aria-label={label}
      // Its event may come once it is gone, when the next one is open.
      onClose={() => dialog.current && onClose()}
      onClick={closeBeside}
    >
      <div class="modal">
        <button
          class="quiet cross"
          type="button"
          aria-label={texts.dialogClose}
          onClick={() => dialog.current?.close()}
        >
          <CrossIcon />
        </button>
        {children}
      </div>
    </dialog>
  );
}

/** A dialog gives the focus back to a text field, but in Chromium not its caret, without which nothing can be typed. */
function keepCaret(field: Element | null): void {
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || field.selectionEnd === null)
    return;
  const { selectionStart, selectionEnd } = field;
  field.addEventListener('focus', () => field.setSelectionRange(selectionStart, selectionEnd), { once: true });
}
