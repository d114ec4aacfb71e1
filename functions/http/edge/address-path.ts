import * as z from 'zod/mini';
import { ADDRESS, MAX_ADDRESS } from '#core/mail/address.ts';

/** A path with an email address. */
export const addressPath = z.strictObject({
  address: z
    .string()
    .check(
      z.regex(ADDRESS, 'must be an email address'),
      z.maxLength(MAX_ADDRESS, `is longer than ${MAX_ADDRESS} characters`),
    ),
});
