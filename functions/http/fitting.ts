/**
 * Most bytes of a function's response. Lambda puts the body, which is JSON already, into the JSON of its response, so that quotes, backslashes
 * and control characters are escaped once more: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_RESPONSE_BYTES = 6_291_556;

/** Room for status, headers and what is around the items. */
export const RESERVED_BYTES = 64_000;

/** The bytes that a part of a body takes in the response. */
export const encodedBytes = (part: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(part))) - 2;

/** The first items that fit into a response beside `rest`, but at least one, if there is any, so that whoever reads on advances. */
export function fitting<T>(items: readonly T[], rest: unknown, bytes = MAX_RESPONSE_BYTES): readonly T[] {
  let left = bytes - RESERVED_BYTES - encodedBytes(rest);
  const tooMany = items.findIndex((item, index) => {
    left -= encodedBytes(item) + 1;
    return left < 0 && index > 0;
  });
  return tooMany === -1 ? items : items.slice(0, tooMany);
}
