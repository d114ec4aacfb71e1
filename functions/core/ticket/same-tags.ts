/** Returns a tag as tags are compared: whatever its case. */
export const tagKey = (tag: string): string => tag.toLowerCase();

/** Returns true if two lists have the same tags, in any order and case. */
export function sameTags(one: readonly string[], other: readonly string[]): boolean {
  const keys = new Set(one.map(tagKey));
  return one.length === other.length && other.every((tag) => keys.has(tagKey(tag)));
}
