import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Keeps the caret where it is in what an agent writes when a text that comes back is put before it. */
export function useSteadyCaret(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // As they are before the text is drawn.
  const { value = '', selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
  useLayoutEffect(() => {
    const moved = text.length - value.length;
    if (value === '' || moved <= 0 || !text.endsWith(value) || document.activeElement !== field.current) return;
    field.current?.setSelectionRange(selectionStart + moved, selectionEnd + moved);
  }, [text]);
}
