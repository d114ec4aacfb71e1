import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { markReplaced } from '#dashboard/page/replaced-controls.ts';

/** Has clicks on an element ignored for half a second whenever its controls, which `controls` names, become others. */
export function useReplaced(element: RefObject<Element | null>, controls: string): void {
  const before = useRef<DOMRect>(undefined);
  useLayoutEffect(() => {
    const isSeen = element.current?.checkVisibility({ visibilityProperty: true });
    const now = isSeen ? element.current?.getBoundingClientRect() : undefined;
    if (element.current && before.current && now) markReplaced(element.current, before.current, now);
    before.current = now;
  }, [controls]);
}
