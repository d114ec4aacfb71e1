import { isPassing } from '#core/errors.ts';

/** An item that wasn't applied, and why. */
export interface NotApplied<T> {
  readonly one: T;
  readonly cause: unknown;
}

/**
 * Applies all items at once and returns those that failed. After a transient failure, those are all that were left to do; after any other, halving
 * finds the items to blame, and all others are applied.
 */
export async function applyOrFindBad<T>(
  all: readonly T[],
  apply: (part: readonly T[]) => Promise<void>,
): Promise<readonly NotApplied<T>[]> {
  if (all.length === 0) return [];
  try {
    await apply(all);
    return [];
  } catch (cause) {
    if (isPassing(cause) || all.length === 1) return all.map((one) => ({ one, cause }));
    const half = Math.ceil(all.length / 2);
    return [...(await applyOrFindBad(all.slice(0, half), apply)), ...(await applyOrFindBad(all.slice(half), apply))];
  }
}
