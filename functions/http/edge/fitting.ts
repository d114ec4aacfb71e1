import { encodedBytes, MAX_RESPONSE_BYTES } from '#core/encoded-bytes.ts';

/** Room for status, headers and everything around the items. */
export const RESERVED_BYTES = 64_000;

/** Returns the first items that fit into a response beside `rest`, but at least one, if there is any, so that every page advances. */
export function fitting<T>(items: readonly T[], rest: unknown, bytes = MAX_RESPONSE_BYTES): readonly T[] {
  let left = bytes - RESERVED_BYTES - encodedBytes(rest);
  const tooMany = items.findIndex((item, index) => {
    left -= encodedBytes(item) + 1;
    return left < 0 && index > 0;
  });
  return tooMany === -1 ? items : items.slice(0, tooMany);
}
