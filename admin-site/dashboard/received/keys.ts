import { keyOf } from '#dashboard/model/shortcuts.ts';
import { isTyping, shortcutsAreOn } from '#dashboard/page/keyboard.ts';

/** The element id of a held mail. */
export const heldMailId = (id: string): string => `held-${id}`;

const ITEM = '.held-mail';

/** Lets the single keys act on the held mail that has the focus, wherever nobody types. Returns a function that ends it. */
export function listenToKeys(): () => void {
  const act = (event: KeyboardEvent) => {
    const { target, key, code, ctrlKey, metaKey, altKey, shiftKey, repeat } = event;
    if (event.defaultPrevented || ctrlKey || metaKey || altKey || !shortcutsAreOn()) return;
    if (!(target instanceof Element) || isTyping(target)) return;
    const pressed = keyOf({ key, code, shiftKey });
    const item = target.closest<HTMLElement>(ITEM);
    if (pressed === 'j' || pressed === 'k') move(item, pressed === 'j' ? 1 : -1);
    else if (!repeat && /^[a-z]$/.test(pressed))
      item?.querySelector<HTMLElement>(`[aria-keyshortcuts=${pressed}]`)?.click();
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', act);
  return () => document.removeEventListener('keydown', act);
}

/** Moves the focus to the next or previous mail; to the first one if none has it. */
function move(from: HTMLElement | null, step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>(ITEM)];
  const to = items[from ? items.indexOf(from) + step : 0];
  to?.focus({ focusVisible: true } as FocusOptions);
  to?.scrollIntoView({ block: 'nearest' });
}
