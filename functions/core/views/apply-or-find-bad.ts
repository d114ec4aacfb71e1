import { isPassing } from '#core/errors.ts';

/** What wasn't applied, and why. */
export interface NotApplied<T> {
  readonly one: T;
  readonly cause: unknown;
}

/**
 * Applies all at once, and returns what couldn't be. After a failure that time may heal that is everything that was still to do; after any other,
 * some of it is to blame, and is found by halving, while all the rest is applied.
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
