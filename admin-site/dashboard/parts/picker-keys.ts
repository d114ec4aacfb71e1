import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The effects of a text field's keys on a listbox next to it. */
export interface PickerKeys {
  readonly listId: string;
  /** The active option's; undefined if there is nothing to choose, and all keys but Escape are the field's own. */
  readonly activeId: string | undefined;
  /** True if the arrow keys choose although no option is active yet. */
  readonly arrows?: boolean;
  readonly move: (step: 1 | -1) => void;
  readonly pick: () => void;
  /** Undefined if nothing is open to be closed. */
  readonly close: (() => void) | undefined;
}

/** Has a text field's keys work a listbox, and tells assistive technology which option is active, for as long as the caller is there. */
export function usePickerKeys(field: RefObject<HTMLTextAreaElement | HTMLInputElement | null>, keys: PickerKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const { listId, activeId } = keys;

  useLayoutEffect(() => {
    const attributes = { 'aria-autocomplete': 'list', 'aria-haspopup': 'listbox', 'aria-controls': listId };
    for (const [name, value] of Object.entries(attributes)) field.current?.setAttribute(name, value);
    return () => {
      for (const name of Object.keys(attributes)) field.current?.removeAttribute(name);
    };
  }, [field, listId]);

  useLayoutEffect(() => {
    if (activeId === undefined) return;
    field.current?.setAttribute('aria-activedescendant', activeId);
    return () => field.current?.removeAttribute('aria-activedescendant');
  }, [field, activeId]);

  // At once: a listener that stayed until the browser has painted would take the next key, too.
  useLayoutEffect(() => {
    const element: HTMLElement | null = field.current;
    const press = (event: KeyboardEvent) => {
      const act = actionOf(event, latest.current);
      if (!act) return;
      event.preventDefault();
      // Neither the field's own shortcuts nor the page's have this key as well.
      event.stopImmediatePropagation();
      act();
    };
    element?.addEventListener('keydown', press, { capture: true });
    return () => element?.removeEventListener('keydown', press, { capture: true });
  }, [field]);
}

function actionOf(event: KeyboardEvent, { activeId, arrows, move, pick, close }: PickerKeys): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  if (event.key === 'Escape') return close;
  if (activeId === undefined && !arrows) return undefined;
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    ...(activeId !== undefined && { Enter: pick, Tab: pick }),
  };
  return actions[event.key];
}
