/** Calls a function for each of many, at most so many at a time. Rejects with the first error, without beginning another wave. */
export async function inWaves<T>(
  all: readonly T[],
  atATime: number,
  call: (one: T) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < all.length; start += atATime) {
    await Promise.all(all.slice(start, start + atATime).map(call));
  }
}
