import type { textParts } from '#core/text/links.ts';

export type TextParts = typeof textParts;

/** Begins what may be a page, an address or the number of a ticket. */
const hint = /[@#]|:\/\/|www\./i;

/**
 * Finds what texts name, by a script of the desk at an origin, which is loaded when the first text has something to find. Resolves to undefined
 * without it, and texts stay texts.
 */
export function linkFinder(desk: string) {
  let loading: Promise<TextParts | undefined> | undefined;
  return async (text: string): Promise<TextParts | undefined> => {
    if (!hint.test(text)) return undefined;
    loading ??= import(`${desk}/static/support-links.js`).then(
      (loaded) => loaded.textParts,
      () => undefined,
    );
    return loading;
  };
}
