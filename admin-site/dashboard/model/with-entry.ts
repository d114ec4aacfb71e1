/** Returns a map with an entry as its latest, or without it if there is no value. */
export function withEntry<T>(
  entries: ReadonlyMap<string, T>,
  key: string,
  value: T | undefined,
): ReadonlyMap<string, T> {
  const others = new Map(entries);
  others.delete(key);
  return value === undefined ? others : others.set(key, value);
}
