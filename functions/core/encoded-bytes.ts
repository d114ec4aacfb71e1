/**
 * The maximum bytes of a function's response. Lambda puts the body, which is JSON already, into the JSON of its response, so quotes, backslashes and
 * control characters are escaped a second time: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const MAX_RESPONSE_BYTES = 6_291_556;

/** Returns the bytes that a part of a body takes up in the response. */
export const encodedBytes = (part: unknown): number => Buffer.byteLength(JSON.stringify(JSON.stringify(part))) - 2;
