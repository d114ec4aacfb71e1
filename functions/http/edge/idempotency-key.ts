import * as z from 'zod/mini';

/** The `Idempotency-Key` header. */
export const idempotencyKey = z.optional(
  z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')),
);
