import { useEffect, useRef, useState } from 'preact/hooks';

/** A part of the page that loads when it is first needed; undefined while it does. */
export type Later<T> = { readonly loaded: T } | 'failed' | undefined;

/** Loads a part of the page, once, as soon as it is `needed`. */
export function useLater<T>(load: () => Promise<T>, needed = true): Later<T> {
  const [part, setPart] = useState<Later<T>>();
  const wasNeeded = useRef(false);
  useEffect(() => {
    if (!needed || wasNeeded.current) return;
    wasNeeded.current = true;
    load().then(
      (loaded) => setPart({ loaded }),
      () => setPart('failed'),
    );
  }, [needed]);
  return part;
}
