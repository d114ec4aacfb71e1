import type { Desk } from '#dashboard/desk/desk.ts';
import { bestMatches } from '#dashboard/model/rank.ts';
import type { kinds } from './messages.ts';

/** Something that the palette offers. */
export interface PaletteEntry {
  /** Names it among those used before, such as `action close`. */
  readonly id: string;
  readonly kind: keyof typeof kinds;
  readonly text: string;
  /** Text that it is found by, too, such as a ticket's customer. */
  readonly more?: string;
  /** Its key, as keyboards call it. */
  readonly key?: string;
  readonly run: (desk: Desk) => unknown;
}

/** The most entries that are shown. */
const MAX_SHOWN = 50;

/** Returns the entries that match, best first, of equals those used last; all of them, those used last first, if nothing was typed. */
export function findEntries(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[],
): readonly PaletteEntry[] {
  const recency = ({ id }: PaletteEntry) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const latestFirst = entries.toSorted((one, other) => recency(one) - recency(other));
  const textsOf = ({ kind, text, more }: PaletteEntry) => ({
    text,
    more,
    isName: kind === 'action' || kind === 'view',
  });
  return bestMatches(latestFirst, query, textsOf).slice(0, MAX_SHOWN);
}
