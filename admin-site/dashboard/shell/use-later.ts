import { useEffect, useState } from 'preact/hooks';

/** A part of the page that loads when it is first needed; undefined while it does. */
export type Later<T> = { readonly loaded: T } | 'failed' | undefined;

/** Loads a part of the page, once. */
export function useLater<T>(load: () => Promise<T>): Later<T> {
  const [part, setPart] = useState<Later<T>>();
  useEffect(() => {
    load().then(
      (loaded) => setPart({ loaded }),
      () => setPart('failed'),
    );
  }, []);
  return part;
}
