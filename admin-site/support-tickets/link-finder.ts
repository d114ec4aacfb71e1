import type { textParts } from '#core/text/links.ts';
import { laterScript } from '#site/customer/later-script.ts';

export type TextParts = typeof textParts;

/** A text with this may name a page, an email address or a ticket number. */
const hint = /[@#]|:\/\/|www\./i;

/**
 * Returns a function that resolves to the link parser, a script of the desk at an origin, which is loaded when the first text may have a link. It resolves
 * to undefined if the text has none or the script can't be loaded.
 */
export function linkFinder(desk: string) {
  const load = laterScript(`${desk}/static/support-links.js`, (loaded: { textParts: TextParts }) => loaded.textParts);
  return async (text: string): Promise<TextParts | undefined> => (hint.test(text) ? load() : undefined);
}
