import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { useDesk } from '#dashboard/parts/desk-context.ts';

/** Holds the list while the pointer is over it or the focus in its rows. A finger points at nothing once it has left the screen. */
export function useHolding(list: RefObject<HTMLElement | null>, rows: RefObject<HTMLElement | null>): void {
  const { held } = useDesk().list;
  useEffect(() => {
    const over = { pointer: false, focus: false };
    const hold = (change: Partial<typeof over>) => {
      Object.assign(over, change);
      held.value = over.pointer || over.focus;
    };
    const enter = ({ pointerType }: PointerEvent) => hold({ pointer: pointerType !== 'touch' });
    const leave = () => hold({ pointer: false });
    let byFinger = false;
    const press = ({ pointerType }: PointerEvent) => {
      byFinger = pointerType === 'touch';
    };
    const release = () => {
      byFinger = false;
    };
    const isInRows = (target: EventTarget | null) => target instanceof Node && rows.current?.contains(target) === true;
    const focus = ({ target }: FocusEvent) => hold({ focus: isInRows(target) && !byFinger });
    // The focus goes on to another row when its own leaves, and stays where it is when another window has it.
    const blur = () => queueMicrotask(() => hold({ focus: over.focus && isInRows(document.activeElement) }));

    const ended = new AbortController();
    const { signal } = ended;
    list.current?.addEventListener('pointerenter', enter, { signal });
    list.current?.addEventListener('pointerleave', leave, { signal });
    addEventListener('pointerdown', press, { signal, capture: true });
    addEventListener('keydown', release, { signal, capture: true });
    document.addEventListener('focusin', focus, { signal });
    document.addEventListener('focusout', blur, { signal });
    return () => {
      ended.abort();
      held.value = false;
    };
  }, [held, list, rows]);
}
