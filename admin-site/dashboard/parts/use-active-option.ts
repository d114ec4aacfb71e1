import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/**
 * Keeps the option of a list that is active, wherever others that come or go put it; its place counts again if it is gone, or once the agent goes on. `first` is the
 * place at which they begin.
 */
export function useActiveOption<Option extends { readonly id: string }>(options: readonly Option[], first = 0) {
  const [at, setAt] = useState({ place: first });
  const activeId = useRef<string | undefined>(undefined);
  const kept = options.findIndex(({ id }) => id === activeId.current);
  const place = kept < 0 ? Math.min(at.place, options.length - 1) : kept;
  const active = options[place];
  useLayoutEffect(() => {
    activeId.current = active?.id;
  });
  const goTo = (next: number) => {
    activeId.current = undefined;
    setAt({ place: next });
  };
  return {
    /** Undefined if there is no option. */
    active,
    place,
    goTo,
    move: (step: 1 | -1) => goTo((place + step + options.length) % options.length),
  };
}
