import { newestFirst, type Position } from './ticket.ts';

/** The beginning of a sorted sequence; `complete` means that nothing follows it. */
export interface Run<T extends Position> {
  readonly items: readonly T[];
  readonly complete: boolean;
}

/**
 * Merges runs that are each newest first into one page of at most `limit`. Ends early where a run is exhausted but not complete, because its next
 * items might be newer than the rest of the others.
 */
export function mergeNewestFirst<T extends Position>(
  runs: readonly Run<T>[],
  limit: number,
): { items: T[]; more: boolean } {
  const items: T[] = [];
  const heads = runs.map(() => 0);
  while (items.length < limit) {
    let best: { run: number; item: T } | undefined;
    for (const [run, { items: rest, complete }] of runs.entries()) {
      const item = rest[heads[run] ?? 0];
      if (item === undefined && !complete) return { items, more: true };
      if (item !== undefined && (!best || newestFirst(item, best.item) < 0)) best = { run, item };
    }
    if (!best) return { items, more: false };
    items.push(best.item);
    heads[best.run] = (heads[best.run] ?? 0) + 1;
  }
  const more = runs.some((run, index) => !run.complete || (heads[index] ?? 0) < run.items.length);
  return { items, more };
}
