/** Numbers by view item and by name within it. Zero and absent are the same. */
export type Counters = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Returns the sum of all, without zeros. */
export function sum(...all: readonly Counters[]): Counters {
  const total = new Map<string, Map<string, number>>();
  for (const counters of all) {
    for (const [item, numbers] of counters) {
      const into = total.get(item) ?? new Map<string, number>();
      for (const [name, number] of numbers) into.set(name, (into.get(name) ?? 0) + number);
      total.set(item, into);
    }
  }
  return withoutZeros(total);
}

/** Returns what must be added to `before` to get `after`. */
export const difference = (before: Counters, after: Counters): Counters => sum(after, negated(before));

export const none: Counters = new Map();

function negated(counters: Counters): Counters {
  return new Map(
    [...counters].map(([item, numbers]) => [item, new Map([...numbers].map(([name, number]) => [name, -number]))]),
  );
}

function withoutZeros(counters: Counters): Counters {
  return new Map(
    [...counters]
      .map(([item, numbers]) => [item, new Map([...numbers].filter(([, number]) => number !== 0))] as const)
      .filter(([, numbers]) => numbers.size > 0),
  );
}
